import { ED25519_PRIME } from './ed25519-prime';
import { readEd25519Y } from './read-ed25519-y';

/** `y` of two of the points of order 8; the other two have its negative. */
const Y_OF_ORDER_8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;

/** `y` of the points of order 4, 1, 2 and 8. */
const SMALL_ORDER: readonly bigint[] = [0n, 1n, ED25519_PRIME - 1n, Y_OF_ORDER_8, ED25519_PRIME - Y_OF_ORDER_8];

/**
 * Whether an Ed25519 key is one of the eight points of small order, in any of their fourteen encodings. Such a key needs no private half: with `S` zero
 * and one of these points as `R`, anybody has a signature of every message where the key is the neutral point, and of most where it is another.
 *
 * @param x the member of the JWK, 32 bytes
 */
export function isSmallOrderPoint(x: string): boolean {
  return SMALL_ORDER.includes(readEd25519Y(x));
}
