import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** The members that make the thumbprint, in the order of RFC 7638 §3.2 and RFC 8037 §2. */
const MEMBERS = ['crv', 'e', 'kty', 'n', 'x', 'y'] as const;

/** The JWK thumbprint of a key, RFC 7638 with SHA-256, in base64url: an id that both halves of a pair agree on. */
export function keyThumbprint(privateKey: KeyObject): string {
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const members = MEMBERS.flatMap((name) => jwk[name] === undefined ? [] : [[name, jwk[name]] as const]);
  return createHash('sha256').update(JSON.stringify(Object.fromEntries(members))).digest('base64url');
}
