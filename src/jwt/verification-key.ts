import type { KeyObject } from 'node:crypto';
import type { SignatureAlgorithm } from './signature-algorithm';

/** A public key of a set, ready to verify signatures. */
export interface VerificationKey {
  readonly kid: string;
  readonly type: 'RSA' | 'EC' | 'OKP';
  /** The values of `alg` that a token of this key may name; none where the profile does not let the key verify signatures. */
  readonly algorithms: readonly SignatureAlgorithm[];
  /**
   * The key to verify each algorithm with. An algorithm that is allowed and has no entry can never verify: the key is of another curve,
   * too short, or no point of its curve.
   */
  readonly publicKeys: ReadonlyMap<SignatureAlgorithm, KeyObject>;
}
