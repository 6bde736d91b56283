import * as fc from 'fast-check';
import { encode, KEYS, NOW, provider, publicJwk, signature, signToken } from './test-keys';
import { isTokenError, verifyTokenSync, type KeySet, type Profile } from '../../src/jwt';
import { verifyToken } from '../../src/jwt/jose';

// hundreds of signatures in one test take their time on a busy machine
jest.setTimeout(60_000);

const SIGNERS = [
  { kid: 'r', key: KEYS.rsa, algs: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] },
  { kid: 'e', key: KEYS.p256, algs: ['ES256'] },
  { kid: 'e3', key: KEYS.p384, algs: ['ES384'] },
  { kid: 'o', key: KEYS.ed25519, algs: ['EdDSA'] },
];
const KEY_SET = SIGNERS.map(({ kid, key }) => publicJwk(key, { kid }));
const providers = (profile: Profile): KeySet[] => [
  provider([publicJwk(KEYS.p256, { kid: 'enc', use: 'enc' })], { profile }),
  provider(KEY_SET, { profile, audiences: ['a', 'b'] }),
];

const mostly = (good: unknown, ...others: unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

/** Valid, nearly valid and broken tokens, each of them signed by the key that its header names. */
const tokens = fc.tuple(
  fc.constantFrom(...SIGNERS.flatMap(({ kid, key, algs }) => algs.map((alg) => ({ kid, key, alg })))),
  fc.record({ typ: fc.constant('JWT'), crit: mostly(undefined, ['b64'], ['exp'], []), foo: mostly('x', '', 5, null) }, { requiredKeys: [] }),
  fc.record({
    iss: mostly('solo.io', 'other', ['solo.io'], 5),
    aud: mostly('a', ['b', 'c'], 'c', [], 7),
    exp: mostly(NOW + 10, NOW - 30, NOW - 100, 'never', { a: 1 }),
    nbf: mostly(NOW, NOW + 100, 'later'),
    sub: mostly('alice', 5, { a: 1 }),
    other: fc.jsonValue(),
  }, { requiredKeys: ['exp', 'iss', 'aud'] }),
).map(([{ kid, key, alg }, header, payload]) => signToken({ alg, kid, ...header }, payload, key.privateKey, alg));

const mutated = fc.tuple(tokens, fc.nat(), fc.constantFrom('replace', 'insert', 'remove'), fc.constantFrom(...'ABCwxyz0189-_=.+/ é'))
  .map(([token, position, operation, character]) => {
    const at = position % token.length;
    return token.slice(0, at) + (operation === 'remove' ? '' : character) + token.slice(operation === 'insert' ? at : at + 1);
  });

const profiles = fc.constantFrom<Profile>('0.11', '1.4', 'main', 'strict');

test('jose and node:crypto give the same answer', async () => {
  let accepted = 0;
  await fc.assert(fc.asyncProperty(fc.oneof(tokens, mutated), profiles, async (token, profile) => {
    const usable = profile === '0.11' ? [provider(KEY_SET.slice(0, 3), { profile })] : providers(profile);
    const answer = verifyTokenSync(token, usable, { now: NOW, profile });
    accepted += isTokenError(answer) ? 0 : 1;
    expect(await verifyToken(token, usable, { now: NOW, profile })).toEqual(answer);
  }), { numRuns: 300 });
  expect(accepted).toBeGreaterThan(10);
});

test.each<[string, string]>([
  ['a payload that is not base64url', 'a+/b'],
  ['a payload with padding', `${encode({ exp: NOW })}=`],
  ['an empty payload', ''],
])('they agree on %s under a good signature', async (_, payload) => {
  const input = `${encode({ alg: 'RS256', kid: 'r' })}.${payload}`;
  const token = `${input}.${signature(input, KEYS.rsa.privateKey, 'RS256')}`;
  const answer = verifyTokenSync(token, providers('1.4'), { now: NOW, profile: '1.4' });
  expect(answer).toMatchObject({ text: expect.not.stringContaining('InvalidSignature') });
  expect(await verifyToken(token, providers('1.4'), { now: NOW, profile: '1.4' })).toEqual(answer);
});

test('they agree on critical parameters, which agentgateway does not look at', async () => {
  const token = signToken({ alg: 'RS256', kid: 'r', crit: ['unheard'] }, { exp: NOW }, KEYS.rsa.privateKey, 'RS256');
  expect(await verifyToken(token, providers('1.4'), { now: NOW, profile: '1.4' })).toMatchObject({ expiresAt: NOW });
  expect(await verifyToken(`${token.slice(0, -2)}AA`, providers('1.4'), { now: NOW, profile: '1.4' })).toMatchObject({ kind: 'Invalid' });
});

test('strict accepts nothing that 1.4 refuses', () => {
  let accepted = 0;
  fc.assert(fc.property(fc.oneof(tokens, mutated), (token) => {
    const strict = verifyTokenSync(token, providers('strict'), { now: NOW, profile: 'strict' });
    if (!isTokenError(strict)) {
      accepted++;
      expect(verifyTokenSync(token, providers('1.4'), { now: NOW, profile: '1.4' })).toMatchObject({ payloadText: strict.payloadText });
    }
  }), { numRuns: 300 });
  expect(accepted).toBeGreaterThan(10);
});

test('no token, however broken, makes verification throw', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.json().map((header) => `${encode(header)}.e30.`)), (token) => {
    expect(isTokenError(verifyTokenSync(token, providers('1.4'), { now: NOW, profile: '1.4' }))).toBe(true);
  }));
});
