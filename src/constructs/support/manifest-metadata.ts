import { ApiObjectMetadataDefinition, ApiObjectMetadataDefinitionOptions, OwnerReference } from 'cdk8s';
import { Late, sortedPlain } from './sorted-plain';

/**
 * Metadata that remembers what it was given. cdk8s keeps that to itself and asks every resolver of the app about every value of it.
 *
 * @internal
 */
export class ManifestMetadata extends ApiObjectMetadataDefinition {
  /** What is written under other names than those that cdk8s has members for. */
  private readonly others: Record<string, unknown>;
  private readonly givenLabels: Record<string, string>;
  private readonly givenAnnotations: Record<string, string>;
  private readonly givenFinalizers: string[];
  private readonly givenOwners: OwnerReference[];

  public constructor(options: ApiObjectMetadataDefinitionOptions, private readonly changed: () => void) {
    // cdk8s takes apart what it gets
    super({ ...options });
    const { apiObject, name, namespace, labels, annotations, finalizers, ownerReferences, ...others } = options;
    this.givenLabels = { ...labels };
    this.givenAnnotations = { ...annotations };
    this.givenFinalizers = [...finalizers ?? []];
    this.givenOwners = [...ownerReferences ?? []];
    this.others = others;
  }

  public override addLabel(key: string, value: string): void {
    super.addLabel(key, value);
    this.givenLabels[key] = value;
    this.changed();
  }

  public override addAnnotation(key: string, value: string): void {
    super.addAnnotation(key, value);
    this.givenAnnotations[key] = value;
    this.changed();
  }

  public override addFinalizers(...finalizers: string[]): void {
    super.addFinalizers(...finalizers);
    this.givenFinalizers.push(...finalizers);
    this.changed();
  }

  public override addOwnerReference(owner: OwnerReference): void {
    super.addOwnerReference(owner);
    this.givenOwners.push(owner);
    this.changed();
  }

  public override add(key: string, value: unknown): void {
    super.add(key, value);
    this.others[key] = value;
    this.changed();
  }

  /** The same as `toJson`, where it holds plain values only; notes in `late` where it does not. */
  public plain(late: Late): unknown {
    const members = {
      annotations: this.givenAnnotations,
      finalizers: this.givenFinalizers,
      labels: this.givenLabels,
      name: this.name,
      namespace: this.namespace,
      ownerReferences: this.givenOwners,
    };
    // what was added under the name of a member counts for nothing
    return sortedPlain(Object.keys(this.others).length === 0 ? members : { ...this.others, ...members }, late, 'without empty');
  }
}
