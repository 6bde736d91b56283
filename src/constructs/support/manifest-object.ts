import { ApiObject, JsonPatch } from 'cdk8s';
import { IConstruct } from 'constructs';

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

  private judged: unknown;
  private settled = false;

  /** Renders the object to be judged. */
  public judge(): unknown {
    this.forget();
    this.judged = super.toJson();
    return this.judged;
  }

  /** Nothing was found wrong, and the objects are being written: the next `toJson` gives what was judged. */
  public settle(): void {
    this.settled = this.judged !== undefined;
  }

  /** Has the next `toJson` render anew, because the object has changed since it was judged. */
  public forget(): void {
    this.judged = undefined;
    this.settled = false;
  }

  public override addJsonPatch(...ops: JsonPatch[]): void {
    this.forget();
    super.addJsonPatch(...ops);
  }

  public override toJson(): any {
    const { judged, settled } = this;
    this.forget();
    return settled ? judged : super.toJson();
  }
}
