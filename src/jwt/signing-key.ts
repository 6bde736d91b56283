import type { KeyObject } from 'node:crypto';
import type { SignatureAlgorithm } from './signature-algorithm';

/** Algorithms that tokens can be signed with; the HMAC ones are not among them, agentgateway takes no symmetric key. */
export const SIGNING_ALGORITHMS = [
  'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'EdDSA',
] as const satisfies readonly SignatureAlgorithm[];

export type SigningAlgorithm = typeof SIGNING_ALGORITHMS[number];

/** A private key and what tokens that it signs say of it. */
export interface SigningKey {
  readonly alg: SigningAlgorithm;
  readonly kid: string;
  readonly privateKey: KeyObject;
}
