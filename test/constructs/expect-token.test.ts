import { Chart, JsonPatch, Testing } from 'cdk8s';
import { chartFor, served } from './support';
import { ClaimRule, Diagnostics, Jwks, JwtMode, JwtPolicy, JwtPolicyProps, TargetVersion } from '../../src';
import { generateSigningKey, publicKeySet, signToken } from '../../src/jwt';
import { ALICE_JWT, GUIDE_JWKS } from '../fixtures/guide';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

const key = generateSigningKey('ES256', 'k1');
const otherKey = generateSigningKey('ES256', 'k1');
const keys = Jwks.fromText(publicKeySet(key));
const issued = 1_500_000_000;
const claims = { iss: 'https://idp.example.com', aud: 'mcp', sub: 'alice-of-accounting', iat: issued, exp: issued + 300 };

/** A token long expired, with some claims other than usual; those that are undefined are not there. */
function tokenWith(others: Record<string, unknown> = {}, signer = key): string {
  return signToken(JSON.stringify({ ...claims, ...others }), signer);
}

function policyWith(props: Partial<JwtPolicyProps> = {}, version?: TargetVersion): JwtPolicy {
  const chart = chartFor(version);
  const providers = [{ issuer: 'https://idp.example.com', audiences: ['mcp'], jwks: keys }];
  return new JwtPolicy(chart, 'jwt', { target: served(chart).gateway, metadata: { name: 'jwt' }, providers, ...props });
}

function errorOf(policy: JwtPolicy): string {
  try {
    Testing.synth(Chart.of(policy));
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

/** The line of the code that calls this. */
function thisLine(): number {
  return Number(/expect-token\.test\.ts:(\d+)/.exec(new Error().stack?.split('\n')[2] ?? '')?.[1]);
}

test.each<[string, Record<string, unknown>]>([
  ['is long expired', {}],
  ['is valid in a far future only', { iat: 9_000_000_000, nbf: 9_000_000_000, exp: 9_000_000_300 }],
  ['does not say when it was issued', { iat: undefined }],
  ['has several audiences', { aud: ['other', 'mcp'] }],
])('a sample token is accepted that %s', (_, others) => {
  const policy = policyWith();
  policy.expectToken(tokenWith(others));

  expect(errorOf(policy)).toBe('');
});

test('a sample token may end with a line break, as files do', () => {
  const policy = policyWith();
  policy.expectToken(`${tokenWith()}\n`);

  expect(errorOf(policy)).toBe('');
});

test('the token of the guide is accepted with its key set', () => {
  const policy = policyWith({ providers: [{ issuer: 'solo.io', jwks: Jwks.fromText(GUIDE_JWKS), anyAudience: 'the tokens of the guide carry no audience' }] });
  policy.expectToken(ALICE_JWT);

  expect(errorOf(policy)).toBe('');
});

test.each<[string, string, string]>([
  ['of another issuer', tokenWith({ iss: 'https://evil.example.com' }), 'its `iss` is not `https://idp.example.com`, whose key signed it'],
  ['for another audience', tokenWith({ aud: ['files'] }), 'its `aud` names none of `mcp`'],
  ['signed with another key of this name', tokenWith({}, otherKey), 'its signature is not that of key `k1`'],
  ['signed with a key of another name', tokenWith({}, { ...key, kid: 'k2' }), 'no inline key set of the policy has its key `k2`'],
  ['without a key name', withHeader({ alg: 'ES256' }), 'its header has no `kid`'],
  ['signed with another algorithm', withHeader({ alg: 'RS256', kid: 'k1' }), 'it is signed with `RS256`, which key `k1` may not be used with'],
  ['signed with a shared secret', withHeader({ alg: 'HS256', kid: 'k1' }), 'it is signed with `HS256`, by a shared secret, and agentgateway verifies with public keys alone'],
  ['that is not signed', withHeader({ alg: 'none', kid: 'k1' }), 'its `alg` is `none`, so it is not signed'],
  ['signed with an algorithm that nobody knows', withHeader({ alg: 'ES512', kid: 'k1' }), 'it is signed with `ES512`, which agentgateway does not know'],
  ['without an algorithm', withHeader({ kid: 'k1' }), 'its header has no `alg`'],
  ['whose algorithm is no text', withHeader({ alg: null, kid: 'k1' }), '`alg` in its header is no text'],
  ['with a member of the header that is no text', withHeader({ alg: 'ES256', kid: 'k1', tenant: 5 }), '`tenant` in its header is no text'],
  ['with a key name that is no text', withHeader({ alg: 'ES256', kid: 1 }), '`kid` in its header is no text'],
  ['with a certificate that is no list', withHeader({ alg: 'ES256', kid: 'k1', x5c: 'MII' }), '`x5c` in its header is no list of texts'],
  ['with a key that is none', withHeader({ alg: 'ES256', kid: 'k1', jwk: {} }), '`jwk` in its header is no public key'],
  ['with two key names', withHeader('{"alg":"ES256","kid":"k1","kid":"k1"}'), 'its header has `kid` more than once'],
  ['whose header is no object', withHeader('"ES256"'), 'it has not the three parts of a JWT, or its header does not decode'],
  ['whose payload is damaged', tokenWith().replace(/\..*\./, (payload) => `${payload.slice(0, -9)}.`), 'its payload does not decode'],
  ['that is none', 'abcdefg', 'it has not the three parts of a JWT, or its header does not decode'],
  ['that never expires', tokenWith({ exp: undefined }), 'it has no usable `exp`'],
  ['that has no time at all', tokenWith({ exp: undefined, iat: undefined }), 'it has no usable `exp`'],
  ['that was never valid', tokenWith({ exp: issued - 61 }), 'it expired before it was issued'],
  ['whose payload is no object', signToken('"alice-of-accounting"', key), 'its payload or its signature does not decode'],
  ['without an issuer', tokenWith({ iss: undefined }), 'which stands guard beside the policy, does not hold for it'],
  ['without an audience', tokenWith({ aud: undefined }), 'which stands guard beside the policy, does not hold for it'],
])('a token %s stops the synthesis, with the line that expects it and nothing of what it says', (_, token, reason) => {
  const policy = policyWith();
  const line = thisLine() + 1;
  policy.expectToken(token);

  const message = errorOf(policy);

  expect(message).toContain('[chart/jwt] error[J36]: agentgateway `1.4` would refuse the expected token (SHA-256 `');
  expect(message).toContain(reason);
  expect(message).toContain(`construct chart/jwt (${__filename}:${line})`);
  expect(message).toMatch(/\n +help: /);
  expect(message).not.toContain('alice-of-accounting');
  expect(message).not.toContain('evil.example.com');
  token.split('.').forEach((part) => expect(message).not.toContain(part));
});

test.each<[string, string, string]>([
  ['another algorithm than that of the curve', withHeader({ alg: 'RS256', kid: 'k1' }), 'give the key that the issuer signs with; this one verifies `ES256`'],
  ['a shared secret', withHeader({ alg: 'HS256', kid: 'k1' }), 'have the issuer sign with a private key; key `k1` verifies `ES256`'],
  ['no signature', withHeader({ alg: 'None', kid: 'k1' }), 'have the issuer sign it; the keys of the policy verify `ES256`'],
  ['an unknown algorithm', withHeader({ alg: 'ES512', kid: 'k1' }), 'have the issuer sign with another algorithm; the keys of the policy verify `ES256`'],
  ['no algorithm', withHeader({ kid: 'k1' }), 'have the issuer name its algorithm there; the keys of the policy verify `ES256`'],
  ['an algorithm that is no text', withHeader({ alg: ['ES256'], kid: 'k1' }), 'have the issuer name its algorithm there; the keys of the policy verify `ES256`'],
  ['a member that is no text', withHeader({ alg: 'ES256', kid: 'k1', tenant: {} }), 'have the issuer correct `tenant`, or leave it out of the header'],
])('the way out of %s is told', (_, token, help) => {
  const policy = policyWith();
  policy.expectToken(token);

  expect(/help: (.*)$/.exec(errorOf(policy))?.[1]).toBe(help);
});

test('an RSA key takes another of its algorithms, as far as the release goes', () => {
  const rsa = generateSigningKey('RS256', 'k4');
  const providers = [{ issuer: claims.iss, audiences: ['mcp'], jwks: Jwks.fromText(publicKeySet(rsa)) }];
  const helps = [TargetVersion.V1_4, TargetVersion.V0_11].map((version) => {
    const policy = policyWith({ providers }, version);
    policy.expectToken(tokenWith({}, { ...rsa, alg: 'PS256' }));
    return /help: (.*)/.exec(errorOf(policy))?.[1];
  });

  expect(helps).toEqual(['set `alg` of the key to what the issuer signs with', 'give the key that the issuer signs with; this one verifies `RS256`']);
});

test('the release decides, and the guard beside the policy', () => {
  const lenient = policyWith({ requireIssuerAndAudience: false });
  lenient.expectToken(tokenWith({ aud: undefined }));
  expect(errorOf(lenient)).toBe('');

  const newer = policyWith({}, TargetVersion.MAIN);
  newer.expectToken(tokenWith({ aud: undefined }));
  expect(errorOf(newer)).toContain('it has no usable `aud`');

  const ed25519 = generateSigningKey('EdDSA', 'k3');
  const providers = [{ issuer: claims.iss, audiences: ['mcp'], jwks: Jwks.fromText(publicKeySet(ed25519)) }];
  const older = policyWith({ providers }, TargetVersion.V0_11);
  older.expectToken(tokenWith({}, ed25519));
  expect(errorOf(older)).toContain('no inline key set of the policy has its key `k3`');
});

test('each token that is refused is reported once, and those of other policies are not', () => {
  const chart = chartFor();
  const { gateway, route } = served(chart);
  const policies = ['mcp', 'other'].map((audience, index) => new JwtPolicy(chart, `jwt-${audience}`, {
    target: [gateway, route][index], providers: [{ issuer: claims.iss, audiences: [audience], jwks: keys }],
  }));
  policies.forEach((policy) => ['mcp', 'other', 'third'].forEach((aud) => policy.expectToken(tokenWith({ aud }))));

  const message = errorOf(policies[0]);

  expect(message.match(/\[chart\/jwt-mcp\] error\[J36\]/g)).toHaveLength(2);
  expect(message.match(/\[chart\/jwt-other\] error\[J36\]/g)).toHaveLength(2);
});

test('what is verified is the manifest as it is written', () => {
  const policy = policyWith({ allow: [ClaimRule.claim('sub').equals('bob')] });
  policy.expectToken(tokenWith());
  expect(errorOf(policy)).toBe('');
  policy.apiObject.addJsonPatch(JsonPatch.replace('/spec/traffic/jwtAuthentication/providers/0/audiences/0', 'patched'));

  expect(errorOf(policy)).toContain('its `aud` names none of `patched`');
});

test('a mode that lets others pass makes no token valid', () => {
  const policy = policyWith({ mode: JwtMode.PERMISSIVE });
  policy.expectToken(tokenWith({ aud: 'other' }));

  expect(errorOf(policy)).toContain('error[J36]');
});

describe('a token whose keys are fetched', () => {
  const fetched = { issuer: 'https://fetched.example.com', audiences: ['mcp'], jwks: Jwks.fromUrl('https://fetched.example.com/keys') };
  const inline = { issuer: claims.iss, audiences: ['mcp'], jwks: keys };
  const refusal = '`token` cannot be verified at synthesis: the keys of issuer `https://fetched.example.com` are fetched from a server\n'
    + 'help: give a token of an issuer whose key set stands in the manifest, as by `Jwks.fromFile`, or none';

  test('is refused by its issuer, or where all keys are', () => {
    expect(() => policyWith({ providers: [inline, fetched] }).expectToken(tokenWith({ iss: fetched.issuer }))).toThrow(refusal);
    expect(() => policyWith({ providers: [fetched] }).expectToken(tokenWith({ iss: 'https://elsewhere.example.com' }))).toThrow(refusal);
    expect(() => policyWith({ providers: [fetched] }).expectToken('abcdefg')).toThrow(refusal);
  });

  test('does not keep others from being verified', () => {
    const policy = policyWith({ providers: [fetched, inline] });
    policy.expectToken(tokenWith());
    expect(errorOf(policy)).toBe('');
    policy.expectToken(tokenWith({ aud: 'other' }));

    expect(errorOf(policy)).toContain('its `aud` names none of `mcp`');
  });
});

test('a refusal that is accepted in code is in no manifest, where the command would look for it in vain', () => {
  const policy = policyWith();
  policy.expectToken(tokenWith({ aud: 'other' }));
  Diagnostics.of(policy).acknowledge('J36', 'the sample is of the old issuer');

  const text = JSON.stringify(Testing.synth(Chart.of(policy)));

  expect(text).not.toContain('J36');
  expect(text).not.toContain('acknowledge');
});

test.each([['empty', ' \n', '`token` has 0 characters'], ['too long', 'a'.repeat(65_537), '`token` has 65537 characters\nhelp: give 1 to 65536 characters']])(
  'a token that is %s is refused', (_, token, message) => {
    expect(() => policyWith().expectToken(token)).toThrow(message);
  });

test('no token comes into a manifest', () => {
  const policy = policyWith();
  const token = tokenWith();
  policy.expectToken(token);
  const text = JSON.stringify(Testing.synth(Chart.of(policy)));

  token.split('.').forEach((part) => expect(text).not.toContain(part));
});

/** A token with this header; where the header allows no key, the signature does not matter. */
function withHeader(header: Record<string, unknown> | string): string {
  const [, payload, signature] = tokenWith().split('.');
  return [Buffer.from(typeof header === 'string' ? header : JSON.stringify(header)).toString('base64url'), payload, signature].join('.');
}
