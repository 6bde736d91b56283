import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { SMALL_ORDER_POINTS } from './small-order-points';
import { inspectJwks, loadJwks, type JwksFinding, type Release } from '../../src/jwt';
import { GUIDE_JWKS } from '../fixtures/guide';

type Member = string | readonly string[] | undefined;
type Key = Record<string, Member>;

const exported = (pair: { publicKey: { export(options: { format: 'jwk' }): JsonWebKey } }): Key => ({ ...pair.publicKey.export({ format: 'jwk' }) } as Key);
const RSA: Key = { ...exported(generateKeyPairSync('rsa', { modulusLength: 2048 })), kid: 'r', alg: 'RS256', use: 'sig' };
const P256: Key = { ...exported(generateKeyPairSync('ec', { namedCurve: 'P-256' })), kid: 'e', alg: 'ES256' };
const P384: Key = { ...exported(generateKeyPairSync('ec', { namedCurve: 'P-384' })), kid: 'e3', alg: 'ES384' };
const P521: Key = { ...exported(generateKeyPairSync('ec', { namedCurve: 'P-521' })), kid: 'p521' };
const ED25519: Key = { ...exported(generateKeyPairSync('ed25519')), kid: 'o', alg: 'EdDSA' };
const PRIVATE: Key = { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), kid: 'r', alg: 'RS256' } as Key;
const CERTIFICATE = (JSON.parse(GUIDE_JWKS) as { keys: { x5c: string[] }[] }).keys[0].x5c;

const set = (...keys: unknown[]): string => JSON.stringify({ keys });
const short = (findings: JwksFinding[]): string[] => findings.map(({ code, pointer }) => `${code} ${pointer}`);

test('keys that are public, strong, named and pinned to an algorithm give no finding', () => {
  expect(inspectJwks(set(RSA, P256, ED25519))).toEqual([]);
});

test('the key set of the guide lacks only the algorithm', () => {
  expect(inspectJwks(GUIDE_JWKS)).toEqual([{
    code: 'J27',
    severity: 'warning',
    security: false,
    message: 'key `5891645032159894383` has no `alg`, so six RSA algorithms are accepted where one is meant',
    help: 'set `alg` to what signs the tokens: `RS256`, `RS384`, `RS512`, `PS256`, `PS384`, `PS512`',
    pointer: '/keys/0',
    offset: 9,
    end: GUIDE_JWKS.lastIndexOf('}', GUIDE_JWKS.lastIndexOf(']')) + 1,
  }]);
});

test('a finding spans the member that it is about, or else the key', () => {
  const spans = (text: string): string[] => inspectJwks(text).map(({ offset, end }) => text.slice(offset, end));
  expect(spans(set({ ...ED25519, kid: 'ü', x: 'AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }))).toEqual(['"AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"']);
  expect(spans(set(RSA, { ...P256, kid: RSA.kid }))).toEqual([JSON.stringify(RSA.kid)]);
  expect(spans(set({ kty: 'RSA', kid: 'a' }))).toEqual(['{"kty":"RSA","kid":"a"}']);
  expect(spans('{"keys":[]}')).toEqual(['[]']);
  expect(spans('{"keys":["]}')).toEqual(['}']);
});

describe('a text that is no JWK Set', () => {
  test.each<[string, string, string]>([
    ['nothing', '', 'the key set is not JSON: EOF while parsing a value, line 1, column 0'],
    ['words', 'not json', 'the key set is not JSON: expected ident, line 1, column 2'],
    ['an unclosed list', '{"keys":[', 'the key set is not JSON: EOF while parsing a list, line 1, column 9'],
    ['a trailing comma', '{"keys":[],}', 'the key set is not JSON: trailing comma, line 1, column 12'],
    ['a public key in PEM form', '-----BEGIN PUBLIC KEY-----\nMII', 'the key set is PEM text, not a JSON Web Key Set'],
    ['a single key', JSON.stringify(RSA), 'the key set is a single key without `keys`'],
    ['a list of keys', JSON.stringify([RSA]), 'the key set is a list, not an object with `keys`'],
    ['an object without keys', '{"issuer":"solo.io"}', 'the key set has no `keys`'],
    ['keys that are no list', '{"keys":{}}', '`keys` is not a list'],
    ['two lists of keys', '{"keys":[],"keys":[]}', 'the key set has `keys` more than once'],
    ['a string', '"solo.io"', 'the key set is not a JSON object'],
    ['no key', '{"keys":[]}', 'the key set holds no key, so every token is refused'],
    ['more than the API server takes', set(RSA) + ' '.repeat(65_536), expect.stringContaining('more than the 65536')],
  ])('%s is J03', (_, text, message) => {
    expect(inspectJwks(text)).toEqual([expect.objectContaining({ code: 'J03', severity: 'error', message })]);
  });

  test('the finding points at the character where reading stopped, not at the byte', () => {
    const text = '{"é€😀": x}';
    expect(inspectJwks(text)[0].offset).toBe(text.indexOf('x'));
  });
});

test.each<[string, unknown, string[]]>([
  ['without kid', { ...RSA, kid: undefined }, ['J04 /keys/0']],
  ['with an empty kid', { ...RSA, kid: '' }, []],
  ['with kid null', { ...RSA, kid: null }, ['J04 /keys/0/kid']],
  ['with a private RSA part', PRIVATE, ['d', 'p', 'q', 'dp', 'dq', 'qi'].map((member) => `J05 /keys/0/${member}`)],
  ['that is symmetric', { kty: 'oct', kid: 's', k: 'c2VjcmV0' }, ['J05 /keys/0/k', 'J06 /keys/0/kty']],
  ['of an unknown type', { ...RSA, kty: 'XYZ' }, ['J06 /keys/0/kty']],
  ['without type', { ...RSA, kty: undefined }, ['J06 /keys/0']],
  ['without modulus', { ...RSA, n: undefined }, ['J06 /keys/0']],
  ['on P-521', P521, ['J06 /keys/0/crv']],
  ['on secp256k1', { ...P256, crv: 'secp256k1' }, ['J06 /keys/0/crv']],
  ['on X25519', { ...ED25519, crv: 'X25519' }, ['J06 /keys/0/crv']],
  ['that is no point of its curve', { ...P256, y: P256.x }, ['J06 /keys/0/x']],
  ['that is no point of Ed25519', { ...ED25519, x: 'AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }, ['J06 /keys/0/x']],
  ['with standard base64', { ...RSA, n: `${RSA.n}==` }, ['J06 /keys/0/n']],
  ['with a certificate that is no list', { ...RSA, x5c: 'MII' }, ['J06 /keys/0']],
  ['that is a string', 'secret', ['J06 /keys/0']],
  ['without alg', { ...RSA, alg: undefined }, ['J27 /keys/0']],
  ['with an encryption alg', { ...RSA, alg: 'RSA-OAEP' }, ['J27 /keys/0/alg']],
  ['on P-256 without alg, which the curve pins', { ...P256, alg: undefined }, []],
  ['of 1024 bits', { ...exported(generateKeyPairSync('rsa', { modulusLength: 1024 })), kid: 'w', alg: 'RS256' }, ['J31 /keys/0/n']],
  ['with exponent 1', { ...RSA, e: 'AQ' }, ['J31 /keys/0/e']],
  ['with the certificate of another key', { ...RSA, x5c: CERTIFICATE }, ['J32 /keys/0/x5c']],
  ['with something else than a certificate', { ...RSA, x5c: ['AAAA'] }, ['J32 /keys/0/x5c']],
  ['for encryption', { ...RSA, use: 'enc' }, ['J33 /keys/0/use']],
  ['with operations other than verify', { ...RSA, key_ops: ['encrypt'] }, ['J33 /keys/0/key_ops']],
  ['with the operation verify', { ...RSA, key_ops: ['verify'] }, []],
  ['for encryption with an encryption alg, which is told once', { ...RSA, use: 'enc', alg: 'RSA-OAEP' }, ['J33 /keys/0/use']],
  ['for encryption without alg, which is told once', { ...RSA, use: 'enc', alg: undefined }, ['J33 /keys/0/use']],
  ['whose curve is named wrong', { ...P256, crv: 'P-384' }, ['J06 /keys/0/crv']],
  ['of RSA with an EC alg', { ...RSA, alg: 'ES256' }, ['J34 /keys/0/alg']],
  ['of RSA with an HMAC alg', { ...RSA, alg: 'HS256' }, ['J34 /keys/0/alg']],
  ['on P-256 with the alg of P-384', { ...P256, alg: 'ES384' }, ['J34 /keys/0/alg']],
])('a key %s is found out or not', (_, key, findings) => {
  expect(short(inspectJwks(set(key)))).toEqual(findings);
});

test.each<[string, Key, string, string]>([
  ['a curve that nobody knows', { ...P256, crv: 'secp256k1' }, 'key `e` has the unknown curve `secp256k1`, so agentgateway drops the whole key set',
    'use RSA, EC with P-256 or P-384, or OKP with Ed25519'],
  ['a curve of another point', { ...P256, crv: 'P-384' }, '`crv` of key `e` is `P-384`, and its coordinates are a point of `P-256`',
    'set `crv` to `P-256`, or copy the key again'],
  ['an encryption key that names its algorithm', { ...RSA, use: 'enc', alg: 'RSA-OAEP' },
    'key `r` is not for verifying signatures by its `use`, and agentgateway lets it verify tokens all the same', 'leave the key out; it is there for encryption'],
  ['an encryption key that names an algorithm of signatures', { ...RSA, use: 'enc' },
    'key `r` is not for verifying signatures by its `use`, and agentgateway lets it verify tokens all the same', 'leave the key out, or set `use` to `sig`'],
])('the advice for %s is one', (_, key, message, help) => {
  expect(inspectJwks(set(key)).map((finding) => [finding.message, finding.help])).toEqual([[message, help]]);
});

test.each([['kty', P256], ['crv', P256], ['x', P256], ['y', P256], ['n', RSA], ['x', ED25519]])('`%s` given twice is called so', (member, key) => {
  const text = set(key).replace(`"${member}":`, `"${member}":${JSON.stringify(key[member])},$&`);
  expect(inspectJwks(text)).toEqual([expect.objectContaining({
    code: 'J06',
    message: `key \`${key.kid as string}\` has \`${member}\` more than once, so agentgateway drops the whole key set`,
    help: `write \`${member}\` once`,
    pointer: `/keys/0/${member}`,
  })]);
});

describe('an Ed25519 key with which anybody can sign', () => {
  test.each(SMALL_ORDER_POINTS)('is weak: %s', (hex) => {
    expect(inspectJwks(set({ ...ED25519, x: Buffer.from(hex, 'hex').toString('base64url') }))).toEqual([expect.objectContaining({
      code: 'J31',
      severity: 'error',
      security: true,
      message: 'key `o` is a point of small order, with which anybody can sign tokens',
      pointer: '/keys/0/x',
    })]);
  });

  test('is none that was generated, nor its neighbour', () => {
    const keys = Array.from({ length: 20 }, (_, index) => ({ ...exported(generateKeyPairSync('ed25519')), kid: `${index}`, alg: 'EdDSA' }));
    const base = { ...ED25519, x: Buffer.from('58'.padEnd(64, '6'), 'hex').toString('base64url') };
    expect(inspectJwks(set(base, ...keys))).toEqual([]);
  });
});

describe('up to 0.11', () => {
  test.each<[Release]>([['0.10'], ['0.11']])('release %s drops the set for an Ed25519 key', (release) => {
    expect(inspectJwks(set(RSA, ED25519), { release })).toEqual([expect.objectContaining({
      code: 'J06',
      severity: 'error',
      message: `key \`o\` is of type \`OKP\`, which agentgateway \`${release}\` does not load, so it drops the whole key set`,
      help: 'use RSA, or EC with P-256 or P-384; OKP with Ed25519 loads since 0.12',
      pointer: '/keys/1/kty',
    })]);
  });

  test('an RSA key without alg accepts three algorithms, of which one is to be chosen', () => {
    expect(inspectJwks(GUIDE_JWKS, { release: '0.11' })).toEqual([expect.objectContaining({
      code: 'J27',
      message: 'key `5891645032159894383` has no `alg`, so three RSA algorithms are accepted where one is meant',
      help: 'set `alg` to what signs the tokens: `RS256`, `RS384`, `RS512`',
    })]);
  });

  test('no advice names Ed25519', () => {
    const keys = [{ kty: 'oct', kid: 's', k: 'c2VjcmV0' }, P521, { ...RSA, kty: 'XYZ' }];
    const helps = keys.flatMap((key) => inspectJwks(set(key), { release: '0.11' })).map(({ help }) => help.replace('OKP with Ed25519 loads since 0.12', ''));
    expect(helps).toHaveLength(4);
    expect(helps.join('\n')).not.toContain('Ed25519');
  });
});

describe('the inspector says of every release what its loader does', () => {
  const releases: readonly Release[] = ['0.10', '0.11', '0.12', '1.0', '1.1', '1.2', '1.3', '1.4', 'main'];
  const shapes: Key[] = [
    RSA, P256, P384, P521, ED25519, { kty: 'oct', kid: 's', k: 'c2VjcmV0' },
    { ...ED25519, crv: 'P-256' }, { ...ED25519, crv: 'X25519' }, { ...ED25519, x: 'AAAA' }, { ...P256, y: P256.x }, { ...P384, crv: 'P-256' }, { ...P256, crv: 'P-521' },
    { ...RSA, e: 'AQ' }, { ...RSA, n: `${RSA.n}==` }, { ...exported(generateKeyPairSync('rsa', { modulusLength: 1024 })), kid: 'w' },
  ];
  const algs = [undefined, 'RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'HS256', 'RSA-OAEP'];
  const keys = shapes.flatMap((shape) => algs.map((alg) => ({ ...shape, alg })));

  test.each(releases)('%s', (release) => {
    for (const key of keys) {
      const findings = inspectJwks(set(key), { release });
      const loaded = loadJwks(set(key), { profile: release });
      const [loadedKey] = 'keys' in loaded ? [...loaded.keys.values()] : [];
      const verifies = loadedKey !== undefined && loadedKey.publicKeys.size > 0;
      expect({ key, verifies: findings.every(({ severity }) => severity !== 'error') }).toEqual({ key, verifies });
      const unpinned = findings.find(({ code }) => code === 'J27');
      if (unpinned !== undefined && verifies) {
        expect(unpinned.help).toBe(`set \`alg\` to what signs the tokens: ${loadedKey.algorithms.map((alg) => `\`${alg}\``).join(', ')}`);
        expect(unpinned.message).toContain(`so ${loadedKey.algorithms.length === 3 ? 'three' : 'six'} RSA algorithms are accepted`);
      }
    }
  });
});

test('two keys with one kid are told apart by position', () => {
  expect(inspectJwks(set(RSA, { ...P256, kid: 'r' }))).toEqual([
    expect.objectContaining({ code: 'J35', message: 'key 1 has the same `kid` `r` as key 0, which it replaces', pointer: '/keys/1/kid' }),
  ]);
});

test('no finding repeats key material', () => {
  const secrets = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'n'].map((member) => PRIVATE[member] as string);
  const texts = [set(PRIVATE), JSON.stringify(PRIVATE), JSON.stringify(PRIVATE.d), set({ ...PRIVATE, x5c: PRIVATE.d }), set(PRIVATE.d), `${set(PRIVATE)}x`]
    .map((text) => JSON.stringify(inspectJwks(text)));
  for (const secret of secrets) {
    expect(texts.filter((text) => text.includes(secret))).toEqual([]);
  }
});
