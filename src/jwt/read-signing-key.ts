import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { SIGNING_ALGORITHMS, type SigningAlgorithm, type SigningKey } from './signing-key';

/** Why a text is no key to sign with; the text itself is never repeated. */
export type SigningKeyFault = { readonly fault: 'not a private key' | 'no kid' | 'no algorithm' };

const CURVES: ReadonlyMap<string | undefined, SigningAlgorithm> = new Map([['prime256v1', 'ES256'], ['secp384r1', 'ES384']]);

/**
 * Reads a private key, as PEM (PKCS #8, PKCS #1, SEC 1) or as JWK. A JWK says its `kid` and `alg` itself; otherwise RSA signs with RS256 and
 * the curve of the others decides.
 *
 * @param kid goes before that of the JWK
 */
export function readSigningKey(text: string, kid: string | undefined): SigningKey | SigningKeyFault {
  const jwk = text.trimStart().startsWith('{') ? parseJwk(text) : undefined;
  let privateKey: KeyObject;
  try {
    privateKey = jwk === undefined ? createPrivateKey(text) : createPrivateKey({ key: jwk, format: 'jwk' });
  } catch {
    return { fault: 'not a private key' };
  }
  const alg = algorithmOf(privateKey, jwk?.alg);
  const id = kid ?? jwk?.kid;
  if (alg === undefined) {
    return { fault: 'no algorithm' };
  }
  return typeof id === 'string' ? { alg, kid: id, privateKey } : { fault: 'no kid' };
}

function parseJwk(text: string): JsonWebKey {
  try {
    return JSON.parse(text) as JsonWebKey;
  } catch {
    return {};
  }
}

function algorithmOf(key: KeyObject, named: unknown): SigningAlgorithm | undefined {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return SIGNING_ALGORITHMS.find((alg) => alg === (named ?? 'RS256') && /^[RP]S/.test(alg));
    case 'ec':
      return CURVES.get(key.asymmetricKeyDetails?.namedCurve);
    case 'ed25519':
      return 'EdDSA';
    default:
      return undefined;
  }
}
