import { ApiObject, ApiObjectMetadata, GroupVersionKind } from 'cdk8s';
import { Construct } from 'constructs';
import { ManifestObject } from './manifest-object';
import { mergeFragment } from './merge-fragment';
import { rememberOrigin } from './source-location';
import { checkAtSynthesis } from '../synthesis/check-at-synthesis';

/**
 * A construct that stands for one Kubernetes object, whose spec is rendered as late as possible, so that its collections stay open.
 *
 * @internal
 */
export abstract class ManifestConstruct extends Construct {
  /** The Kubernetes object; `apiObject.addJsonPatch` changes what is synthesized. */
  public readonly apiObject: ApiObject;

  protected constructor(scope: Construct, id: string, gvk: GroupVersionKind, metadata?: ApiObjectMetadata, fragment?: Record<string, unknown>) {
    super(scope, id);
    rememberOrigin(this);
    const spec = () => fragment === undefined ? this._spec() : mergeFragment(this._spec(), fragment);
    this.apiObject = new ManifestObject(this, 'Resource', { ...gvk, metadata, spec });
    checkAtSynthesis(this);
  }

  /** The name of the Kubernetes object. */
  public get name(): string {
    return this.apiObject.name;
  }

  /** The namespace of the Kubernetes object; undefined where the manifests leave it to whoever applies them. */
  public get namespace(): string | undefined {
    return this.apiObject.metadata.namespace;
  }

  /** @internal */
  protected abstract _spec(): Record<string, unknown>;
}
