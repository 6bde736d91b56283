import { ObjectKey } from '../gateway';

/** An object that is not among the manifests and is there all the same. */
export interface ExternalObject extends ObjectKey {
  readonly kind: string;
}
