/** The prime of the field of Ed25519, RFC 8032 §5.1. */
const P = 2n ** 255n - 19n;

/** `y` of two of the points of order 8; the other two have its negative. */
const Y_OF_ORDER_8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;

/** `y` of the points of order 4, 1, 2 and 8. */
const SMALL_ORDER: readonly bigint[] = [0n, 1n, P - 1n, Y_OF_ORDER_8, P - Y_OF_ORDER_8];

/**
 * Whether an Ed25519 key is one of the eight points of small order, in any of their fourteen encodings. Such a key needs no private half: with `S` zero
 * and one of these points as `R`, anybody has a signature of every message where the key is the neutral point, and of most where it is another.
 *
 * @param x the member of the JWK, 32 bytes
 */
export function isSmallOrderPoint(x: string): boolean {
  // the highest bit is the sign of x, which is free here; y may be written as y + P where that fits, and verifiers take both
  const y = BigInt(`0x0${Buffer.from(x, 'base64url').reverse().toString('hex')}`) % 2n ** 255n;
  return SMALL_ORDER.includes(y % P);
}
