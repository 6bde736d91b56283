import { constants, sign } from 'node:crypto';
import type { SigningKey } from './signing-key';

/**
 * Signs a token, with `alg`, `kid` and `typ` in its header.
 *
 * @param payload the claims as JSON text, signed as it is
 */
export function signToken(payload: string, { alg, kid, privateKey }: SigningKey): string {
  const header = JSON.stringify({ alg, kid, typ: 'JWT' });
  const input = [header, payload].map((part) => Buffer.from(part).toString('base64url')).join('.');
  return `${input}.${signatureOf(Buffer.from(input), { alg, privateKey }).toString('base64url')}`;
}

function signatureOf(input: Buffer, { alg, privateKey }: Pick<SigningKey, 'alg' | 'privateKey'>): Buffer {
  if (alg === 'EdDSA') {
    return sign(undefined, input, privateKey);
  }
  const hash = `sha${alg.slice(2)}`;
  switch (alg.slice(0, 2)) {
    case 'ES':
      return sign(hash, input, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    case 'PS':
      return sign(hash, input, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
    default:
      return sign(hash, input, privateKey);
  }
}
