import { ED25519_PRIME } from './ed25519-prime';

/**
 * The coordinate `y` that an Ed25519 key is written as. Its highest bit is the sign of x, which is left out; `y` may be written as y + P where that fits,
 * and verifiers take both.
 *
 * @param x the member of the JWK, 32 bytes
 */
export function readEd25519Y(x: string): bigint {
  return BigInt(`0x0${Buffer.from(x, 'base64url').reverse().toString('hex')}`) % 2n ** 255n % ED25519_PRIME;
}
