import { KEYS, NOW, provider, publicJwk, signToken } from './test-keys';
import { isTokenError, TokenCache, verifyTokenSync, type KeySet, type VerifyOptions } from '../../src/jwt';
import { verifyToken } from '../../src/jwt/jose';

const OPTIONS: VerifyOptions = { now: NOW, profile: '1.4' };
const JWK = publicJwk(KEYS.ed25519, { kid: 'o' });
const providers: readonly KeySet[] = [provider([JWK])];
const token = (claims: Record<string, unknown> = {}): string =>
  signToken({ alg: 'EdDSA', kid: 'o' }, { iss: 'solo.io', sub: 'alice', exp: NOW + 3600, ...claims }, KEYS.ed25519.privateKey, 'EdDSA');

/** A cache over real verification that counts how often it is asked. */
function counted(capacity?: number): { cache: TokenCache; asked: () => number } {
  let asked = 0;
  const cache = new TokenCache((...args) => {
    asked++;
    return verifyTokenSync(...args);
  }, capacity);
  return { cache, asked: () => asked };
}

test('a token that holds is verified once and answered with the same object', () => {
  const { cache, asked } = counted();
  const first = cache.verify(token(), providers, OPTIONS);
  expect(first).toMatchObject({ subject: 'alice' });
  expect(cache.verify(token(), providers, OPTIONS)).toBe(first);
  expect(asked()).toBe(1);
});

test('a token that does not hold is verified every time', () => {
  const { cache, asked } = counted();
  for (const bad of [token({ exp: 1 }), token({ exp: 1 }), 'abcdefg', 'abcdefg', `${token().slice(0, -86)}${'A'.repeat(86)}`]) {
    expect(isTokenError(cache.verify(bad, providers, OPTIONS) as object)).toBe(true);
  }
  expect(asked()).toBe(5);
});

test('tokens that do not hold push none out that does', async () => {
  const { cache, asked } = counted(1);
  await cache.verify(token(), providers, OPTIONS);
  await cache.verify('abcdefg', providers, OPTIONS);
  await cache.verify(token(), providers, OPTIONS);
  expect(asked()).toBe(2);
});

test('a remembered token dies when its time is over', () => {
  const { cache } = counted();
  const verdict = (now: number): unknown => cache.verify(token({ exp: NOW }), providers, { ...OPTIONS, now });
  expect(verdict(NOW + 60)).toMatchObject({ subject: 'alice' });
  expect(verdict(NOW + 61)).toEqual({ kind: 'Invalid', text: 'the token is invalid or malformed: Error(ExpiredSignature)' });
});

test('a remembered token of strict does not outlive a clock that goes back before its beginning', () => {
  const { cache } = counted();
  const strict = [provider([JWK], { profile: 'strict' })];
  const verdict = (now: number): unknown => cache.verify(token({ nbf: NOW }), strict, { now, profile: 'strict' });
  expect(verdict(NOW)).toMatchObject({ subject: 'alice' });
  expect(verdict(NOW - 61)).toMatchObject({ text: expect.stringContaining('ImmatureSignature') });
});

test('reloaded keys forget every token', () => {
  const { cache } = counted();
  expect(cache.verify(token(), providers, OPTIONS)).toMatchObject({ subject: 'alice' });
  expect(cache.verify(token(), [provider([publicJwk(KEYS.p256, { kid: 'e' })])], OPTIONS)).toMatchObject({ kind: 'UnknownKeyId' });
});

test('a token that one profile accepts is no precedent for another', () => {
  const { cache } = counted();
  const withoutIssuer = token({ iss: undefined });
  expect(cache.verify(withoutIssuer, providers, OPTIONS)).toMatchObject({ subject: 'alice' });
  expect(cache.verify(withoutIssuer, providers, { ...OPTIONS, profile: 'main' })).toMatchObject({ kind: 'Invalid' });
});

test('the token that was used least recently goes first', async () => {
  const { cache, asked } = counted(2);
  const [a, b, c] = ['a', 'b', 'c'].map((sub) => token({ sub }));
  for (const each of [a, b, a, c]) {
    await cache.verify(each, providers, OPTIONS);
  }
  expect(asked()).toBe(3);
  await cache.verify(a, providers, OPTIONS);
  expect(asked()).toBe(3);
  await cache.verify(b, providers, OPTIONS);
  expect(asked()).toBe(4);
});

test('it works with verification that takes its time, also for several requests at once', async () => {
  const cache = new TokenCache(verifyToken);
  const [one, other] = await Promise.all([cache.verify(token(), providers, OPTIONS), cache.verify(token(), providers, OPTIONS)]);
  expect(one).toMatchObject({ subject: 'alice' });
  expect(other).toBe(one);
  expect(cache.verify(token(), providers, OPTIONS)).toBe(one);
});

test('a huge token is refused and not kept', () => {
  const { cache, asked } = counted();
  const huge = `${token()}${'A'.repeat(70_000)}`;
  expect(cache.verify(huge, providers, OPTIONS)).toMatchObject({ kind: 'InvalidHeader' });
  expect(asked()).toBe(1);
});
