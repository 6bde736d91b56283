import { createPublicKey } from 'node:crypto';
import type { SigningKey } from './signing-key';

/** The JWK Set to publish for a key: its public half, pinned to its algorithm and to verifying signatures. */
export function publicKeySet({ alg, kid, privateKey }: SigningKey): string {
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  return JSON.stringify({ keys: [{ ...jwk, kid, alg, use: 'sig' }] });
}
