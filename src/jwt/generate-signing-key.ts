import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { keyThumbprint } from './key-thumbprint';
import type { SigningAlgorithm, SigningKey } from './signing-key';

/** Makes a key for signing tokens: RSA of 2048 bits, P-256, P-384 or Ed25519, as the algorithm needs. */
export function generateSigningKey(
  alg: SigningAlgorithm,
  /** @default - the thumbprint of the key, RFC 7638 */
  kid?: string,
): SigningKey {
  const privateKey = generatePrivateKey(alg);
  return { alg, kid: kid ?? keyThumbprint(privateKey), privateKey };
}

function generatePrivateKey(alg: SigningAlgorithm): KeyObject {
  switch (alg) {
    case 'ES256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    case 'ES384':
      return generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    case 'EdDSA':
      return generateKeyPairSync('ed25519').privateKey;
    default:
      return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  }
}
