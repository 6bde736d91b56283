import { constants, verify } from 'node:crypto';
import type { PreparedToken } from './prepare-token';

/** Whether the signature is the key's, by node:crypto. ECDSA signatures are `r || s` (RFC 7518 §3.4), never DER; PSS salts are as long as the hash (§3.5). */
export function verifySignature({ alg, headerPart, payloadPart, publicKey, signature }: PreparedToken): boolean {
  const signed = Buffer.from(`${headerPart}.${payloadPart}`);
  const hash = `sha${alg.slice(2)}`;
  switch (alg.slice(0, 2)) {
    case 'RS':
      return verify(hash, signed, { key: publicKey, padding: constants.RSA_PKCS1_PADDING }, signature);
    case 'PS':
      return verify(hash, signed,
        { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }, signature);
    case 'ES':
      return verify(hash, signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
    case 'Ed':
      return verify(undefined, signed, publicKey, signature);
    default:
      return false;
  }
}
