import type { Curve } from './jwk';
import type { SignatureAlgorithm } from './signature-algorithm';

/** The `alg` that goes with a curve, RFC 7518 §3.4 and RFC 8037 §3.1; other combinations verify nothing. */
export const ALGORITHM_OF_CURVE: Readonly<Record<'EC' | 'OKP', Partial<Record<Curve, SignatureAlgorithm>>>> = {
  EC: { 'P-256': 'ES256', 'P-384': 'ES384' },
  OKP: { Ed25519: 'EdDSA' },
};
