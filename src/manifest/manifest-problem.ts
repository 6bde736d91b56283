import { ObjectRef } from './object-ref';
import { SourcePosition } from './source-position';

/**
 * - `S01` the object does not fit the schema of its kind
 * - `S02` the object breaks a validation rule of its CRD
 * - `S03` the text cannot be read as Kubernetes objects
 * - `S05` the object is of a kind that is not judged; `S04`, of the room `diagnostics`, is an annotation without effect
 * - `C33` the field or value does not exist in the targeted agentgateway release
 */
export type ManifestProblemCode = 'S01' | 'S02' | 'S03' | 'S05' | 'C33';

/** Something wrong with a manifest on its own, before it is seen together with others. */
export interface ManifestProblem {
  readonly code: ManifestProblemCode;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly help: string;
  readonly object?: ObjectRef;
  /** The field as `spec.rules[0].name`. */
  readonly field?: string;
  readonly position?: SourcePosition;
}
