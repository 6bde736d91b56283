import { generateKeyPairSync } from 'node:crypto';
import { SMALL_ORDER_POINTS } from './small-order-points';
import { isEd25519Point } from '../../src/jwt/is-ed25519-point';

/** The 32 bytes that write a coordinate `y` and the sign of x. */
function written(y: bigint, sign = 0n): string {
  return Buffer.from((y + sign * 2n ** 255n).toString(16).padStart(64, '0'), 'hex').reverse().toString('base64url');
}

/** The first values of `y`, and whether RFC 8032 §5.1.3 finds an x for them; worked out with another program. */
const POINTS = [0, 1, 3, 4, 5, 6, 9, 10, 14, 15, 16, 18, 19, 21, 23, 24, 25, 26, 27, 28, 29].map(BigInt);
const NO_POINTS = [2, 7, 8, 11, 12, 13, 17, 20, 22].map(BigInt);

test.each(POINTS)('y = %d is on the curve, whatever the sign', (y) => {
  expect([isEd25519Point(written(y)), isEd25519Point(written(y, 1n))]).toEqual([true, true]);
});

test.each(NO_POINTS)('y = %d is not on the curve, whatever the sign', (y) => {
  expect([isEd25519Point(written(y)), isEd25519Point(written(y, 1n))]).toEqual([false, false]);
});

test('a y beyond the prime is read modulo the prime', () => {
  const prime = 2n ** 255n - 19n;
  expect(isEd25519Point(written(prime + 2n))).toBe(false);
  expect(isEd25519Point(written(prime + 3n))).toBe(true);
});

test('the negative of a y that is on the curve is so too', () => {
  expect(isEd25519Point(written(2n ** 255n - 19n - 3n))).toBe(true);
  expect(isEd25519Point(written(2n ** 255n - 19n - 2n))).toBe(false);
});

test.each(SMALL_ORDER_POINTS)('the point of small order %s is on the curve', (hex) => {
  expect(isEd25519Point(Buffer.from(hex, 'hex').toString('base64url'))).toBe(true);
});

test('every key that is generated is on the curve', () => {
  for (let count = 0; count < 20; count++) {
    expect(isEd25519Point(generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x!)).toBe(true);
  }
});

test.each([
  // RFC 8032 §7.1, tests 1 to 3
  'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
])('the key %s is on the curve', (hex) => {
  expect(isEd25519Point(Buffer.from(hex, 'hex').toString('base64url'))).toBe(true);
});
