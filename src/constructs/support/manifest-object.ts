import { ApiObject, ApiObjectMetadata, App, GroupVersionKind, ImplicitTokenResolver, JsonPatch, Lazy, LazyResolver, NumberStringUnionResolver } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { ManifestMetadata } from './manifest-metadata';
import { noteChange } from './revision';
import { Late, sortedPlain } from './sorted-plain';

/** What an object is made of. */
export interface ManifestObjectProps extends GroupVersionKind {
  readonly metadata?: ApiObjectMetadata;
  /** Gives the spec as late as possible. */
  spec(): Record<string, unknown>;
}

/**
 * An object that is rendered once a synthesis: what was judged is what is written.
 *
 * @internal
 */
export class ManifestObject extends ApiObject {
  /** `instanceof` would take every object of cdk8s for one of these: it looks at a mark that all of them have. */
  public static is(object: IConstruct): object is ManifestObject {
    return object.constructor === ManifestObject;
  }

  public override readonly metadata: ManifestMetadata;
  private readonly spec: ManifestObjectProps['spec'];
  private isPatched = false;
  private judged: unknown;
  private confirm: (() => void) | undefined;

  public constructor(scope: Construct, id: string, { spec, ...head }: ManifestObjectProps) {
    super(scope, id, { ...head, spec: Lazy.any({ produce: spec }) });
    const { metadata } = head;
    this.metadata = new ManifestMetadata({
      // in the order of cdk8s, for which a name that is given and undefined counts
      name: this.name,
      ...metadata,
      namespace: metadata?.namespace ?? this.chart.namespace,
      labels: { ...this.chart.labels, ...metadata?.labels },
      apiObject: this,
    }, () => this.change());
    this.spec = spec;
    noteChange(this);
  }

  /** Renders the object to be judged. */
  public judge(): unknown {
    this.judged = this.render();
    return this.judged;
  }

  /** Nothing was found wrong, and the objects are being written: the next `toJson` gives what was judged, once `confirm` has looked for later changes. */
  public settle(confirm: () => void): void {
    this.confirm = confirm;
  }

  /** Has the next `toJson` render anew, because the object has changed since it was judged. */
  public forget(): void {
    this.judged = undefined;
  }

  public override addJsonPatch(...ops: JsonPatch[]): void {
    this.isPatched = true;
    super.addJsonPatch(...ops);
    this.change();
  }

  public override toJson(): any {
    const { confirm } = this;
    this.confirm = undefined;
    if (confirm === undefined) return this.render();
    confirm();
    return this.judged ?? this.render();
  }

  private change(): void {
    this.forget();
    noteChange(this);
  }

  private render(): unknown {
    return this.renderPlain() ?? super.toJson();
  }

  /**
   * The same as cdk8s renders, for a spec of plain values only, in a fraction of the time: cdk8s asks every resolver about every value of it.
   * Undefined where cdk8s has more to do than to sort.
   */
  private renderPlain(): unknown {
    if (this.isPatched || process.env.CDK8S_DISABLE_SORT || !App.of(this).resolvers.every(leavesPlainValuesAlone)) return undefined;
    const late: Late = { found: false };
    try {
      const metadata = this.metadata.plain(late);
      const spec = sortedPlain(this.spec(), late, 'with empty');
      const { apiVersion, kind } = this;
      return late.found || metadata === undefined ? undefined : { apiVersion, kind, metadata, spec };
    } catch {
      // cdk8s fails as well then, and says for which construct
      return undefined;
    }
  }
}

const builtIn: ReadonlySet<unknown> = new Set([LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver]);

/** The resolvers that every app has look for values of classes of their own; those that a user adds may change any value. */
function leavesPlainValuesAlone(resolver: object): boolean {
  return builtIn.has(resolver.constructor);
}
