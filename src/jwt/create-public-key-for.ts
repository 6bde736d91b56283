import { createPublicKey, type KeyObject } from 'node:crypto';
import type { KeyParameters } from './jwk';
import type { SignatureAlgorithm } from './signature-algorithm';

/** Limits of agentgateway's RSA verifier; a key outside of them verifies no signature. RFC 7518 §3.3 asks for 2048 bits or more. */
export const RSA_MODULUS_BITS = { minimum: 2048, maximum: 8192 } as const;

/** The largest exponent that the verifier takes is of 33 bits; 1 would let anybody sign, and an even one is no RSA key. */
const RSA_EXPONENT_LIMIT = 2n ** 33n;

const EC_CURVES: Partial<Record<SignatureAlgorithm, { readonly crv: string; readonly bytes: number }>> = {
  ES256: { crv: 'P-256', bytes: 32 },
  ES384: { crv: 'P-384', bytes: 48 },
};

const ED25519_BYTES = 32;

/**
 * The key that verifies signatures of the given algorithm, or nothing where these parameters cannot verify any. The algorithm alone
 * decides on the curve, as in agentgateway, which never looks at `crv` of an EC key.
 */
export function createPublicKeyFor(algorithm: SignatureAlgorithm, parameters: KeyParameters): KeyObject | undefined {
  switch (parameters.kty) {
    case 'RSA':
      return /^[RP]S/.test(algorithm) ? createRsaKey(parameters.n, parameters.e) : undefined;
    case 'EC': {
      const curve = EC_CURVES[algorithm];
      const bytes = [byteLength(parameters.x), byteLength(parameters.y)];
      return curve !== undefined && bytes.every((length) => length === curve.bytes)
        ? importKey({ kty: 'EC', crv: curve.crv, x: parameters.x, y: parameters.y })
        : undefined;
    }
    case 'OKP':
      return algorithm === 'EdDSA' && byteLength(parameters.x) === ED25519_BYTES
        ? importKey({ kty: 'OKP', crv: 'Ed25519', x: parameters.x })
        : undefined;
    case 'oct':
      return undefined;
  }
}

function createRsaKey(n: string, e: string): KeyObject | undefined {
  const key = byteLength(n) > 0 && byteLength(e) > 0 ? importKey({ kty: 'RSA', n, e }) : undefined;
  const { modulusLength = 0, publicExponent = 0n } = key?.asymmetricKeyDetails ?? {};
  const usable = modulusLength >= RSA_MODULUS_BITS.minimum && modulusLength <= RSA_MODULUS_BITS.maximum
    && publicExponent >= 3n && publicExponent % 2n === 1n && publicExponent < RSA_EXPONENT_LIMIT;
  return usable ? key : undefined;
}

function byteLength(text: string): number {
  return Buffer.from(text, 'base64url').length;
}

function importKey(key: Record<string, string>): KeyObject | undefined {
  try {
    return createPublicKey({ key, format: 'jwk' });
  } catch {
    // a point off its curve, for example: agentgateway keeps such a key and never verifies a signature with it
    return undefined;
  }
}
