import { ED25519_PRIME as P } from './ed25519-prime';
import { readEd25519Y } from './read-ed25519-y';

/** The constant of the curve −x² + y² = 1 + d·x²·y², RFC 8032 §5.1: −121665/121666. */
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;

/**
 * Whether an Ed25519 key is a point of the curve. `node:crypto` takes any 32 bytes for a key; with about half of them, no signature verifies.
 *
 * @param x the member of the JWK, 32 bytes
 */
export function isEd25519Point(x: string): boolean {
  const y = readEd25519Y(x);
  // x² = (y² − 1) / (d·y² + 1) has a root where the product of the two has one; the divisor is never zero
  const product = (y * y - 1n) * (D * y * y + 1n) % P;
  const power = raise((product + P) % P, (P - 1n) / 2n);
  return power === 0n || power === 1n;
}

/** The power of a number modulo P, by squares. */
function raise(base: bigint, exponent: bigint): bigint {
  let [power, square] = [1n, base];
  for (let rest = exponent; rest > 0n; rest /= 2n) {
    if (rest % 2n === 1n) {
      power = power * square % P;
    }
    square = square * square % P;
  }
  return power;
}
