import type { SignatureAlgorithm } from './signature-algorithm';

/** What of a JOSE header (RFC 7515 §4) decides anything. */
export interface TokenHeader {
  readonly alg: SignatureAlgorithm;
  readonly kid?: string;
  /** Whether the header names parameters that a verifier must understand (`crit`, RFC 7515 §4.1.11). agentgateway passes over it. */
  readonly critical: boolean;
}
