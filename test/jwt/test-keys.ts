import { constants, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { loadJwks, type KeySet, type Profile } from '../../src/jwt';

/** Real keys, made once for each test file. */
export const KEYS = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  p256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  p384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  ed25519: generateKeyPairSync('ed25519'),
};

/** A time in the middle of the guide's tokens' life, in seconds. */
export const NOW = 1_800_000_000;

export function publicJwk(key: { readonly publicKey: KeyObject }, members: Record<string, unknown>): Record<string, unknown> {
  return { ...key.publicKey.export({ format: 'jwk' }), ...members };
}

/** A provider with these keys, loaded as the profile loads them. */
export function provider(
  keys: readonly unknown[],
  options: { readonly issuer?: string; readonly audiences?: readonly string[]; readonly profile?: Profile } = {},
): KeySet {
  const loaded = loadJwks(JSON.stringify({ keys }), { profile: options.profile ?? '1.4' });
  if ('error' in loaded) {
    throw new Error(loaded.error);
  }
  return { issuer: options.issuer ?? 'solo.io', audiences: options.audiences, keys: loaded.keys };
}

/** Signs header and payload, texts or values, with the algorithm that the last argument names. */
export function signToken(header: unknown, payload: unknown, key: KeyObject, alg: string): string {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${signature(input, key, alg)}`;
}

/** The base64url signature of a signing input. */
export function signature(input: string, key: KeyObject, alg: string): string {
  const hash = `sha${alg.slice(2)}`;
  const options = {
    RS: { key, padding: constants.RSA_PKCS1_PADDING },
    PS: { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
    ES: { key, dsaEncoding: 'ieee-p1363' as const },
    Ed: { key },
  }[alg.slice(0, 2) as 'RS' | 'PS' | 'ES' | 'Ed'];
  return sign(alg === 'EdDSA' ? undefined : hash, Buffer.from(input), options).toString('base64url');
}

export function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value)).toString('base64url');
}
