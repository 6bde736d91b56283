import { createHmac } from 'node:crypto';
import { SMALL_ORDER_POINTS } from './small-order-points';
import { encode, KEYS, NOW, provider, publicJwk, signToken } from './test-keys';
import { isTokenError, loadJwks, verifyTokenSync, type KeySet, type Profile } from '../../src/jwt';
import { ALICE_JWT, BOB_JWT, GUIDE_JWKS } from '../fixtures/guide';

const HEADER = { alg: 'RS256', kid: 'r' };
const CLAIMS = { iss: 'solo.io', sub: 'alice', exp: NOW + 3600 };
const SET = [publicJwk(KEYS.rsa, { kid: 'r' }), publicJwk(KEYS.p256, { kid: 'e' }), publicJwk(KEYS.p384, { kid: 'e3' }), publicJwk(KEYS.ed25519, { kid: 'o' })];

interface Case {
  readonly audiences?: readonly string[];
  readonly profile?: Profile;
  readonly keys?: readonly unknown[];
  readonly now?: number;
}

function verdict(token: string, { audiences, profile = '1.4', keys = SET, now = NOW }: Case = {}): string {
  const result = verifyTokenSync(token, [provider(keys, { audiences, profile })], { now, profile });
  return isTokenError(result) ? result.text : 'accepted';
}

const signed = (header: unknown, payload: unknown): string => signToken(header, payload, KEYS.rsa.privateKey, 'RS256');
const withClaims = (claims: Record<string, unknown>): string => signed(HEADER, { ...CLAIMS, ...claims });
const malformed = (debug: string): string => `the token header is malformed: Error(${debug})`;
const invalid = (debug: string): string => `the token is invalid or malformed: Error(${debug})`;
const json = (message: string, column: number): string => `Json(Error("${message}", line: 1, column: ${column}))`;

const ALICE = withClaims({});
const [ALICE_HEADER, ALICE_PAYLOAD, ALICE_SIGNATURE] = ALICE.split('.');

describe('the guide', () => {
  const loaded = loadJwks(GUIDE_JWKS, { profile: '1.4' }) as Extract<ReturnType<typeof loadJwks>, { keys: unknown }>;
  const providers: KeySet[] = [{ issuer: 'solo.io', keys: loaded.keys }];

  test.each([['alice', ALICE_JWT], ['bob', BOB_JWT]])('the token of %s holds', (subject, token) => {
    const payloadText = `{"iss":"solo.io","sub":"${subject}","exp":2073670482,"nbf":1766086482,"iat":1766086482}`;
    expect(verifyTokenSync(token, providers, { now: NOW, profile: '1.4' })).toEqual({ payloadText, issuer: 'solo.io', subject, expiresAt: 2073670482 });
    expect(verifyTokenSync(token, providers, { now: NOW, profile: 'strict' }))
      .toEqual({ payloadText, issuer: 'solo.io', subject, expiresAt: 2073670482, notBefore: 1766086482 });
  });

  test('abcdefg does not', () => {
    expect(verifyTokenSync('abcdefg', providers, { now: NOW, profile: '1.4' }))
      .toEqual({ kind: 'InvalidHeader', text: 'the token header is malformed: Error(InvalidToken)' });
  });
});

describe('the form of a token', () => {
  test.each<[string, string, string]>([
    ['nothing', '', malformed('InvalidToken')],
    ['two parts', 'a.b', malformed('InvalidToken')],
    ['four parts', 'a.b.c.d', malformed('Base64(InvalidByte(1, 46))')],
    ['a space before the token', ` ${ALICE}`, malformed('Base64(InvalidByte(0, 32))')],
    ['one symbol in the header', 'a.b.c', malformed('Base64(InvalidLength(1))')],
    ['a header with padding', `${ALICE_HEADER}=.b.c`, malformed(`Base64(${{ 0: 'InvalidByte(36, 61)', 2: 'InvalidPadding', 3: 'InvalidPadding' }[ALICE_HEADER.length % 4]})`)],
    ['a header whose last symbol is not canonical', 'e31.b.c', malformed('Base64(InvalidLastSymbol(2, 49))')],
    ['a header with one bit of no byte', 'e32.b.c', malformed('Base64(InvalidLastSymbol(2, 50))')],
    ['a header of one byte with one bit of no byte', 'eI.b.c', malformed('Base64(InvalidLastSymbol(1, 73))')],
    ['an empty header', '.b.c', malformed(json('EOF while parsing a value', 0))],
    ['a header that is a list', signed('[]', CLAIMS), malformed(json('invalid type: sequence, expected struct Header', 0))],
    ['a header without alg', signed('{"kid":"r"}', CLAIMS), malformed(json('missing field `alg`', 11))],
    ['a header without kid', signed({ alg: 'RS256' }, CLAIMS), 'the token header does not specify a `kid`'],
    ['a header with kid null', signed({ alg: 'RS256', kid: null }, CLAIMS), 'the token header does not specify a `kid`'],
    ['a header with a kid that is a number', signed('{"alg":"RS256","kid":5}', CLAIMS), malformed(json('invalid type: integer `5`, expected a string', 22))],
    ['a header with two kids', signed('{"alg":"RS256","kid":"e","kid":"r"}', CLAIMS), malformed(json('duplicate field `kid`', 30))],
    ['an unknown kid', signed({ alg: 'RS256', kid: 'nope' }, CLAIMS), 'token uses the unknown key "nope"'],
    ['an empty kid', signed({ alg: 'RS256', kid: '' }, CLAIMS), 'token uses the unknown key ""'],
    ['a kid with a quotation mark', signed({ alg: 'RS256', kid: 'a"b\u0001' }, CLAIMS), 'token uses the unknown key "a\\"b\\u{1}"'],
    ['a kid of the prototype', signed({ alg: 'RS256', kid: '__proto__' }, CLAIMS), 'token uses the unknown key "__proto__"'],
    ['a number among other members', signed('{"alg":"RS256","kid":"r","foo":1}', CLAIMS), malformed(json('invalid type: integer `1`, expected a string', 33))],
    ['a string among other members', signed({ ...HEADER, foo: 'x' }, CLAIMS), 'accepted'],
    ['the prototype among other members', signed('{"alg":"RS256","kid":"r","__proto__":"x"}', CLAIMS), 'accepted'],
    ['crit, which nobody reads', signed({ ...HEADER, crit: ['b64'] }, CLAIMS), 'accepted'],
    ['crit that is no list', signed('{"alg":"RS256","kid":"r","crit":"b64"}', CLAIMS), malformed(json('invalid type: string \\"b64\\", expected a sequence', 37))],
    ['alg none', signed('{"alg":"none","kid":"r"}', CLAIMS), malformed(json(
      'unknown variant `none`, expected one of `HS256`, `HS384`, `HS512`, `ES256`, `ES384`, `RS256`, `RS384`, `RS512`, `PS256`, `PS384`, `PS512`, `EdDSA`', 13))],
    ['an alg of another case', signed('{"alg":"rs256","kid":"r"}', CLAIMS), expect.stringContaining('unknown variant `rs256`')],
    ['more than 64 KiB', `${ALICE}${'A'.repeat(65_536)}`, malformed('InvalidToken')],
  ])('%s', (_, token, text) => {
    expect(verdict(token)).toEqual(text);
  });

  test('strict refuses critical header parameters', () => {
    expect(verdict(signed({ ...HEADER, crit: ['b64'] }, CLAIMS), { profile: 'strict' }))
      .toBe('the token header is malformed: it names critical parameters that are not supported');
  });
});

describe('the signature', () => {
  const otherEnd = ALICE_SIGNATURE.endsWith('A') ? 'Q' : 'A';

  test.each<[string, string, string]>([
    ['with one character changed', `${ALICE_HEADER}.${ALICE_PAYLOAD}.${ALICE_SIGNATURE.slice(0, -1)}${otherEnd}`, invalid('InvalidSignature')],
    ['with a last character that is not canonical', `${ALICE.slice(0, -1)}_`, invalid('Base64(InvalidLastSymbol(341, 95))')],
    ['of another payload', `${ALICE_HEADER}.${encode({ ...CLAIMS, sub: 'eve' })}.${ALICE_SIGNATURE}`, invalid('InvalidSignature')],
    ['of another header', `${encode({ ...HEADER, typ: 'JWT' })}.${ALICE_PAYLOAD}.${ALICE_SIGNATURE}`, invalid('InvalidSignature')],
    ['that is empty', `${ALICE_HEADER}.${ALICE_PAYLOAD}.`, invalid('InvalidSignature')],
    ['with padding', `${ALICE}==`, invalid('Base64(InvalidPadding)')],
    ['of an expired token is looked at first', `${ALICE_HEADER}.${encode({ ...CLAIMS, exp: 1 })}.${ALICE_SIGNATURE}`, invalid('InvalidSignature')],
    ['by HMAC with the public key as secret', (() => {
      const input = `${encode({ alg: 'HS256', kid: 'r' })}.${ALICE_PAYLOAD}`;
      const secret = KEYS.rsa.publicKey.export({ format: 'pem', type: 'spki' });
      return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
    })(), invalid('InvalidAlgorithm')],
  ])('%s', (_, token, text) => {
    expect(verdict(token)).toBe(text);
  });

  test.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'])('of an RSA key without alg may be %s', (alg) => {
    const token = signToken({ alg, kid: 'r' }, CLAIMS, KEYS.rsa.privateKey, alg);
    expect(verdict(token)).toBe('accepted');
    expect(verdict(token, { keys: SET.slice(0, 3), profile: '0.11' })).toBe(alg.startsWith('PS') ? invalid('InvalidAlgorithm') : 'accepted');
    expect(verdict(token, { keys: [publicJwk(KEYS.rsa, { kid: 'r', alg: 'RS256' })] })).toBe(alg === 'RS256' ? 'accepted' : invalid('InvalidAlgorithm'));
  });

  test.each<[string, string, keyof typeof KEYS, string, string]>([
    ['ES256 of a P-256 key', 'e', 'p256', 'ES256', 'accepted'],
    ['ES384 of a P-384 key', 'e3', 'p384', 'ES384', 'accepted'],
    ['EdDSA of an Ed25519 key', 'o', 'ed25519', 'EdDSA', 'accepted'],
    ['ES384 of a P-256 key', 'e', 'p256', 'ES384', invalid('InvalidSignature')],
    ['ES256 of a P-384 key', 'e3', 'p384', 'ES256', invalid('InvalidSignature')],
    ['ES256 of another curve', 'e', 'p384', 'ES256', invalid('InvalidSignature')],
    ['RS256 named for an EC key', 'e', 'rsa', 'RS256', invalid('InvalidAlgorithm')],
    ['EdDSA named for an RSA key', 'r', 'ed25519', 'EdDSA', invalid('InvalidAlgorithm')],
    ['ES256 of a P-256 key under the id of an Ed25519 key', 'o', 'p256', 'ES256', invalid('InvalidAlgorithm')],
  ])('%s', (_, kid, key, alg, text) => {
    expect(verdict(signToken({ alg, kid }, CLAIMS, KEYS[key].privateKey, alg))).toBe(text);
  });

  test('of an EC key is not taken in DER', () => {
    const token = signToken({ alg: 'ES256', kid: 'e' }, CLAIMS, KEYS.p256.privateKey, 'ES256');
    const raw = Buffer.from(token.split('.')[2], 'base64url');
    const integer = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([2, bytes.length + 1, 0]), bytes]);
    const integers = Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))]);
    const der = Buffer.concat([Buffer.from([0x30, integers.length]), integers]);
    expect(verdict(`${token.slice(0, token.lastIndexOf('.'))}.${der.toString('base64url')}`)).toBe(invalid('InvalidSignature'));
  });

  test.each([['HS256', 'HS256'], ['ES256', 'ES256']])('of an RSA key that says %s can never be of that kind', (alg) => {
    const token = `${encode({ alg, kid: 'r' })}.${ALICE_PAYLOAD}.${ALICE_SIGNATURE}`;
    expect(verdict(token, { keys: [publicJwk(KEYS.rsa, { kid: 'r', alg })] })).toBe(invalid('InvalidKeyFormat'));
  });

  test('of an encryption key counts, but not in strict', () => {
    const keys = [publicJwk(KEYS.rsa, { kid: 'r', use: 'enc' })];
    expect(verdict(ALICE, { keys })).toBe('accepted');
    expect(verdict(ALICE, { keys, profile: 'strict' })).toBe(invalid('InvalidAlgorithm'));
  });
});

describe('the payload', () => {
  test.each<[string, unknown, string]>([
    ['a list', '[]', json('invalid type: sequence, expected a map', 0)],
    ['no JSON', 'x', json('expected value', 1)],
    ['no UTF-8', Buffer.from('{"exp":1,"x":"\xff"}', 'latin1'), json('invalid unicode code point', 15)],
    ['nested without end', `{"a":${'['.repeat(200)}`, json('recursion limit exceeded', 132)],
    ['two times of expiry', `{"exp":${NOW},"exp":${NOW}}`, json('duplicate field `exp`', 23)],
    ['a subject that is an object', `{"exp":${NOW},"sub":{}}`, json('expected `,` or `}`', 25)],
    ['a time of expiry that is a list', '{"exp":[1]}', json('expected `,` or `}`', 9)],
  ])('%s', (_, payload, debug) => {
    expect(verdict(signed(HEADER, payload))).toBe(invalid(debug));
  });

  test('other claims may be there twice, and the reader of the claims sees both', () => {
    const payload = `{"iss":"solo.io","exp":${NOW},"team":"dev","team":"ops"}`;
    expect(verifyTokenSync(signed(HEADER, payload), [provider(SET)], { now: NOW, profile: '1.4' })).toMatchObject({ payloadText: payload });
    expect(verdict(signed(HEADER, payload), { profile: 'strict' })).toBe(invalid(json('duplicate field `team`', 53)));
    expect(verdict(signed(HEADER, `{"iss":"solo.io","exp":${NOW},"a":[{"b":1,"b":2}]}`), { profile: 'strict' })).toBe(invalid(json('duplicate field `b`', 49)));
  });
});

describe('times', () => {
  test.each<[string, unknown, string]>([
    ['exp 59 seconds ago', NOW - 59, 'accepted'],
    ['exp 60 seconds ago', NOW - 60, 'accepted'],
    ['exp 61 seconds ago', NOW - 61, invalid('ExpiredSignature')],
    ['exp 60.5 seconds ago is rounded', NOW - 60.5, 'accepted'],
    ['exp with a fraction', NOW + 0.4, 'accepted'],
    ['exp zero', 0, invalid('ExpiredSignature')],
    ['exp as text', String(NOW), invalid('MissingRequiredClaim("exp")')],
    ['exp negative', -1, invalid('MissingRequiredClaim("exp")')],
    ['exp true', true, invalid('MissingRequiredClaim("exp")')],
    ['exp null', null, invalid('MissingRequiredClaim("exp")')],
    ['exp an empty list', [], invalid('MissingRequiredClaim("exp")')],
    ['exp beyond 64 bits', 1e20, invalid('MissingRequiredClaim("exp")')],
    ['no exp', undefined, invalid('MissingRequiredClaim("exp")')],
  ])('%s', (_, exp, text) => {
    expect(verdict(withClaims({ exp }))).toBe(text);
  });

  test('a clock that gives no number keeps no token alive', () => {
    expect(verdict(ALICE, { now: NaN })).toBe(invalid('ExpiredSignature'));
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a token of the far future', { nbf: NOW + 61 }, invalid('ImmatureSignature')],
    ['a token that a slow clock takes for one of the future', { nbf: NOW + 60 }, 'accepted'],
    ['nbf that is no time', { nbf: 'soon' }, invalid('InvalidClaimFormat("nbf")')],
    ['iat in the future', { iat: NOW + 1000 }, 'accepted'],
  ])('%s', (_, claims, strict) => {
    expect(verdict(withClaims(claims))).toBe('accepted');
    expect(verdict(withClaims(claims), { profile: 'strict' })).toBe(strict);
  });
});

describe('issuer and audience', () => {
  test.each<[string, Record<string, unknown>, readonly string[] | undefined, string, string]>([
    ['another issuer', { iss: 'other' }, undefined, invalid('InvalidIssuer'), invalid('InvalidIssuer')],
    ['an issuer with a slash', { iss: 'solo.io/' }, undefined, invalid('InvalidIssuer'), invalid('InvalidIssuer')],
    ['an issuer of another case', { iss: 'Solo.io' }, undefined, invalid('InvalidIssuer'), invalid('InvalidIssuer')],
    ['one of several issuers', { iss: ['x', 'solo.io'] }, undefined, 'accepted', 'accepted'],
    ['none of several issuers', { iss: ['x'] }, undefined, invalid('InvalidIssuer'), invalid('InvalidIssuer')],
    ['no issuer in a list', { iss: [] }, undefined, invalid('InvalidIssuer'), invalid('InvalidIssuer')],
    ['no issuer', { iss: undefined }, undefined, 'accepted', invalid('MissingRequiredClaim("iss")')],
    ['an issuer that is a number', { iss: 5 }, undefined, 'accepted', invalid('MissingRequiredClaim("iss")')],
    ['an issuer that is an object', { iss: { a: 1 } }, undefined, 'accepted', invalid('MissingRequiredClaim("iss")')],
    ['issuers that are not all strings', { iss: ['x', 5] }, undefined, 'accepted', invalid('MissingRequiredClaim("iss")')],
    ['the audience', { aud: 'a' }, ['a'], 'accepted', 'accepted'],
    ['one of several audiences', { aud: ['z', 'a'] }, ['a', 'b'], 'accepted', 'accepted'],
    ['another audience', { aud: 'b' }, ['a'], invalid('InvalidAudience'), invalid('InvalidAudience')],
    ['no audience in a list', { aud: [] }, ['a'], invalid('InvalidAudience'), invalid('InvalidAudience')],
    ['no audience', {}, ['a'], 'accepted', invalid('MissingRequiredClaim("aud")')],
    ['an audience that is a number', { aud: 7 }, ['a'], 'accepted', invalid('MissingRequiredClaim("aud")')],
    ['any audience where none is asked for', { aud: 'b' }, undefined, 'accepted', 'accepted'],
    ['any audience where an empty list is asked for', { aud: 'b' }, [], 'accepted', 'accepted'],
    ['wrong issuer and wrong audience', { iss: 'x', aud: 'b' }, ['a'], invalid('InvalidIssuer'), invalid('InvalidIssuer')],
    ['expired and wrong issuer', { exp: 1, iss: 'x' }, undefined, invalid('ExpiredSignature'), invalid('ExpiredSignature')],
  ])('%s', (_, claims, audiences, release, later) => {
    const token = withClaims(claims);
    expect(verdict(token, { audiences })).toBe(release);
    expect(verdict(token, { audiences, profile: 'main' })).toBe(later);
    expect(verdict(token, { audiences, profile: 'strict' })).toBe(later);
  });

  test('of the provider apply that owns the key, not of the one that the token names', () => {
    const first = provider([SET[0]], { issuer: 'first' });
    const second = provider([SET[1]], { issuer: 'second' });
    const text = (iss: string): string => {
      const result = verifyTokenSync(signToken({ alg: 'ES256', kid: 'e' }, { ...CLAIMS, iss }, KEYS.p256.privateKey, 'ES256'), [first, second], { now: NOW, profile: '1.4' });
      return isTokenError(result) ? result.text : result.issuer;
    };
    expect(text('second')).toBe('second');
    expect(text('first')).toBe(invalid('InvalidIssuer'));
  });

  test('of the first provider apply where two own the kid', () => {
    const first = provider([publicJwk(KEYS.p256, { kid: 'same' })]);
    const second = provider([publicJwk(KEYS.rsa, { kid: 'same', alg: 'RS256' }), publicJwk(KEYS.ed25519, { kid: 'o' })]);
    const token = signToken({ alg: 'RS256', kid: 'same' }, CLAIMS, KEYS.rsa.privateKey, 'RS256');
    expect(verifyTokenSync(token, [first, second], { now: NOW, profile: '1.4' })).toEqual({ kind: 'Invalid', text: invalid('InvalidAlgorithm') });
    expect(verifyTokenSync(token, [second, first], { now: NOW, profile: '1.4' })).toMatchObject({ subject: 'alice' });
  });
});

test('a key that strict does not use keeps its kid from another provider', () => {
  const first = provider([publicJwk(KEYS.ed25519, { kid: 'r', use: 'enc' })], { profile: 'strict' });
  const second = provider([SET[0]], { profile: 'strict' });
  expect(verifyTokenSync(ALICE, [first, second], { now: NOW, profile: 'strict' })).toEqual({ kind: 'Invalid', text: invalid('InvalidAlgorithm') });
});

test('a subject that is no string is none', () => {
  const subject = (sub: unknown): unknown => {
    const result = verifyTokenSync(withClaims({ sub }), [provider(SET)], { now: NOW, profile: '1.4' });
    return isTokenError(result) ? result.text : result.subject;
  };
  expect([5, null, true, 'bob'].map(subject)).toEqual([undefined, undefined, undefined, 'bob']);
});

describe('a key of small order', () => {
  /** A token that nobody signed: `R` is one of the points, `S` is zero, and the id is tried until the signature holds. */
  function forge(x: string): string {
    for (let id = 0; ; id++) {
      const input = `${encode({ alg: 'EdDSA', kid: 'o' })}.${encode({ ...CLAIMS, jti: id })}`;
      const tokens = SMALL_ORDER_POINTS.map((point) => `${input}.${encode(Buffer.from(point.padEnd(128, '0'), 'hex'))}`);
      const forged = tokens.find((token) => verdict(token, { keys: [{ kty: 'OKP', crv: 'Ed25519', kid: 'o', x }] }) === 'accepted');
      if (forged !== undefined) {
        return forged;
      }
    }
  }

  test.each(SMALL_ORDER_POINTS)('accepts a token that anybody can make, and nothing in strict: %s', (point) => {
    const x = encode(Buffer.from(point, 'hex'));
    const keys = [{ kty: 'OKP', crv: 'Ed25519', kid: 'o', x }];
    expect(verdict(forge(x), { keys, profile: 'strict' })).toBe(invalid('InvalidSignature'));
  });
});
