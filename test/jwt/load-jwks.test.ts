import { generateKeyPairSync } from 'node:crypto';
import { loadJwks, type Profile } from '../../src/jwt';
import { GUIDE_JWKS } from '../fixtures/guide';

type Key = Record<string, unknown>;

const RSA: Key = { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }), kid: 'r' };
const P256: Key = { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }), kid: 'e' };
const P384: Key = { ...generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' }), kid: 'e3' };
const ED25519: Key = { ...generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }), kid: 'o' };

const set = (...keys: unknown[]): string => JSON.stringify({ keys });

function load(text: string, profile: Profile = '1.4'): Record<string, string> | string {
  const loaded = loadJwks(text, { profile });
  return 'error' in loaded
    ? loaded.error
    : Object.fromEntries([...loaded.keys].map(([kid, key]) => [kid, `${key.algorithms.join(' ')} → ${[...key.publicKeys.keys()].join(' ')}`]));
}

const FAMILY = 'RS256 RS384 RS512 PS256 PS384 PS512';

test('the key of the guide is loaded for the whole RSA family', () => {
  expect(load(GUIDE_JWKS)).toEqual({ ['5891645032159894383']: `${FAMILY} → ${FAMILY}` });
});

describe('agentgateway drops the provider with its own words', () => {
  test.each<[string, string, string]>([
    ['text that is not JSON', 'x', 'failed to parse JWKS: expected value at line 1 column 1'],
    ['a set without keys', '{}', 'failed to parse JWKS: missing field `keys` at line 1 column 2'],
    ['keys that are no list', '{"keys":{}}', 'failed to parse JWKS: invalid type: map, expected a sequence at line 1 column 8'],
    ['an unknown key type', '{"keys":[{"kty":"X"}]}',
      'failed to parse JWKS: data did not match any variant of untagged enum AlgorithmParameters at line 1 column 20'],
    ['a modulus given twice', '{"keys":[{"kty":"RSA","n":"AA","n":"AA","e":"AA"}]}',
      'failed to parse JWKS: data did not match any variant of untagged enum AlgorithmParameters at line 1 column 49'],
    ['a kid that is a number', '{"keys":[{"kty":"RSA","kid":1}]}', 'failed to parse JWKS: invalid type: integer `1`, expected a string at line 1 column 30'],
    ['a key without kid beside a good one', set(RSA, { ...P256, kid: undefined }), 'the key is missing the `kid` attribute'],
    ['padding in a modulus', set({ ...RSA, n: 'AQAB=' }), 'could not construct a decoding key for "r": Error(Base64(InvalidByte(4, 61)))'],
    ['an OKP key of another curve', set({ ...ED25519, crv: 'P-256' }), 'the key "o" uses unsupported OKP curve P256 (supported: Ed25519)'],
  ])('%s', (_, text, error) => {
    expect(load(text)).toBe(error);
  });

  test('a symmetric key, whose secret stays out of the text', () => {
    expect(load(set(RSA, { kty: 'oct', kid: 's"1', k: 'c2VjcmV0' })))
      .toBe('the key "s\\"1" uses an unsupported algorithm OctetKey(…) (supported: RSA, EC, OKP[Ed25519])');
  });

  test('a private key in place of a set, whose text stays out of the error', () => {
    expect(load('"-----BEGIN PRIVATE KEY-----"')).toBe('failed to parse JWKS: invalid type: string "…", expected struct JwkSet at line 1 column 29');
  });
});

describe('the algorithms of a key', () => {
  test.each<[string, Profile, Key, string]>([
    ['RSA with an algorithm is pinned to it', '1.4', { ...RSA, alg: 'PS384' }, 'PS384 → PS384'],
    ['RSA with an encryption algorithm counts as without one', '1.4', { ...RSA, alg: 'RSA-OAEP' }, `${FAMILY} → ${FAMILY}`],
    ['RSA with an unknown algorithm counts as without one', '1.4', { ...RSA, alg: 'ES512' }, `${FAMILY} → ${FAMILY}`],
    ['RSA with an HMAC algorithm verifies nothing', '1.4', { ...RSA, alg: 'HS256' }, 'HS256 → '],
    ['RSA knew no PSS up to 0.11', '0.11', RSA, 'RS256 RS384 RS512 → RS256 RS384 RS512'],
    ['P-256 allows both EC algorithms and verifies one', '1.4', P256, 'ES256 ES384 → ES256'],
    ['P-384 allows both EC algorithms and verifies one', '1.4', P384, 'ES256 ES384 → ES384'],
    ['a curve of the wrong name decides nothing', '1.4', { ...P384, crv: 'P-256' }, 'ES256 ES384 → ES384'],
    ['a curve of the wrong name leaves nothing in strict', 'strict', { ...P384, crv: 'P-256' }, 'ES256 → '],
    ['Ed25519 allows EdDSA', '1.4', ED25519, 'EdDSA → EdDSA'],
    ['Ed25519 of a wrong length verifies nothing', '1.4', { ...ED25519, x: 'AAAA' }, 'EdDSA → '],
    ['a point off its curve verifies nothing', '1.4', { ...P256, y: P256.x }, 'ES256 ES384 → '],
    ['a coordinate with a zero too many verifies nothing', '1.4',
      { ...P256, x: Buffer.concat([Buffer.alloc(1), Buffer.from(P256.x as string, 'base64url')]).toString('base64url') }, 'ES256 ES384 → '],
    ['an encryption key verifies tokens', '1.4', { ...ED25519, use: 'enc' }, 'EdDSA → EdDSA'],
    ['an encryption key verifies nothing in strict', 'strict', { ...ED25519, use: 'enc' }, ' → '],
    ['a key without the operation verify verifies nothing in strict', 'strict', { ...ED25519, key_ops: ['sign'] }, ' → '],
    ['a signature key is as good in strict', 'strict', { ...ED25519, use: 'sig', key_ops: ['verify'] }, 'EdDSA → EdDSA'],
    ['exponent 1, with which anybody can sign, verifies nothing', '1.4', { ...RSA, alg: 'RS256', e: 'AQ' }, 'RS256 → '],
    ['an Ed25519 key with which anybody can sign verifies nothing in strict', 'strict', { ...ED25519, x: 'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }, 'EdDSA → '],
    ['an RSA key of 1024 bits verifies nothing', '1.4',
      { ...generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' }), kid: 'w', alg: 'RS256' }, 'RS256 → '],
  ])('%s', (_, profile, key, algorithms) => {
    expect(Object.values(load(set(key), profile))).toEqual([algorithms]);
  });

  test('up to 0.11 an Ed25519 key drops the provider', () => {
    expect(load(set(ED25519), '0.11')).toBe('the key "o" uses a non-RSA algorithm OctetKeyPair(…)');
  });
});

test('the last of two keys with one kid wins', () => {
  expect(load(set(RSA, { ...P256, kid: 'r' }))).toEqual({ r: 'ES256 ES384 → ES256' });
});

test('an empty set loads and holds nothing', () => {
  expect(load('{"keys":[]}')).toEqual({});
});

test('a kid of any name is a key like others', () => {
  expect([...(loadJwks(set({ ...P256, kid: '__proto__' }), { profile: '1.4' }) as { keys: Map<string, unknown> }).keys.keys()]).toEqual(['__proto__']);
});
