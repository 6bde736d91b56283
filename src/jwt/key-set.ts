import type { VerificationKey } from './verification-key';

/** One provider of a JWT policy: whose tokens, for whom, signed with which keys. */
export interface KeySet {
  /** Compared with the claim `iss` character by character. */
  readonly issuer: string;
  /**
   * One of them must be in the claim `aud`.
   * @default - any audience is accepted; an empty list means the same, the control plane cannot send the difference
   */
  readonly audiences?: readonly string[];
  /** By `kid`; empty where the set could not be loaded, so that every token of the provider is refused. */
  readonly keys: ReadonlyMap<string, VerificationKey>;
}
