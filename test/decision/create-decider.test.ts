import { generateKeyPairSync } from 'node:crypto';
import { request } from './facts';
import { createDecider, HttpDecision, HttpRequestFacts, modifyHeaders, Profile } from '../../src/decision';
import { signToken, verifyTokenSync } from '../../src/jwt';
import { TargetVersion } from '../../src/manifest';
import { ALICE_JWT, BOB_JWT, GUIDE_JWKS } from '../fixtures/guide';
import { BACKEND, GATEWAY, gatewayOf, policy, ROUTE, rules, TO_BACKEND, TO_GATEWAY, TO_ROUTE } from '../gateway/yaml-gateway';

const BASE = [GATEWAY, ROUTE, BACKEND];
const ALICE_RULE = rules('Allow', 'jwt.sub == "alice"');

function jwtOf(issuer = 'solo.io', jwks = GUIDE_JWKS, more = ''): string {
  return `jwtAuthentication: { providers: [{ issuer: ${issuer}, jwks: { inline: ${JSON.stringify(jwks)} } }] ${more} }`;
}

function authorized(token: string, changes: Partial<HttpRequestFacts> = {}): HttpRequestFacts {
  return request({ ...changes, headers: [...changes.headers ?? [], ['authorization', `Bearer ${token}`]] });
}

function deciderOf(documents: readonly string[], profile: Profile = '1.4') {
  const targetVersion: TargetVersion = profile === 'strict' ? '1.4' : profile;
  return createDecider(gatewayOf(documents, targetVersion), { profile, verify: verifyTokenSync });
}

async function decide(documents: readonly string[], facts: HttpRequestFacts, profile?: Profile): Promise<HttpDecision> {
  return deciderOf(documents, profile).decideHttp(80, facts);
}

/** `200` for a request that goes on, else status and body. */
async function outcome(documents: readonly string[], facts: HttpRequestFacts, profile?: Profile): Promise<string> {
  const decision = await decide(documents, facts, profile);
  return decision.kind === 'forward' ? '200' : `${decision.status} ${decision.body}`;
}

const GUIDE = [...BASE, policy('jwt', `{ ${TO_GATEWAY}, traffic: { ${jwtOf()}, ${ALICE_RULE} } }`)];

describe('the guide', () => {
  test.each<[string, HttpRequestFacts, string]>([
    ['nobody is refused', request(), '401 authentication failure: no bearer token found'],
    ['a token that is none is refused', authorized('abcdefg'), '401 authentication failure: the token header is malformed: Error(InvalidToken)'],
    ['Alice passes', authorized(ALICE_JWT), '200'],
    ['Bob is refused by the rule', authorized(BOB_JWT), '403 authorization failed'],
    ['a path without route is not found, because the policy runs after routing', request({ path: '/other' }), '404 route not found'],
    ['CONNECT is not allowed', request({ method: 'CONNECT' }), '405 method not allowed'],
  ])('%s', async (_name, facts, expected) => {
    expect(await outcome(GUIDE, facts)).toBe(expected);
    expect(await outcome(GUIDE, facts, 'strict')).toBe(expected);
  });

  test('up to 0.10 a failed authentication answers 403', async () => {
    expect(await outcome(GUIDE, request(), '0.10')).toBe('403 authentication failure: no bearer token found');
    expect(await outcome(GUIDE, request(), '0.11')).toBe('401 authentication failure: no bearer token found');
  });

  test('the log fields of a refusal name the cause', async () => {
    expect(await decide(GUIDE, authorized(BOB_JWT))).toMatchObject({
      kind: 'answer',
      error: 'authorization failed',
      reason: 'Authorization',
      headers: [['content-type', 'text/plain']],
      context: {
        gateway: { namespace: 'infra', name: 'agentgateway-proxy' },
        listener: 'http',
        route: { name: 'mcp-github' },
        subject: 'bob',
        stage: 'authorization',
        rules: [{ result: 'false', rule: { mode: 'Allow', expression: 'jwt.sub == "alice"' } }],
      },
    });
  });

  test('the token is gone from the request that goes on, and a header filter has put another one there', async () => {
    const filters = 'filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: Authorization, value: Bearer PAT }] } }]';
    const decision = await decide([GATEWAY, ROUTE.replace('backendRefs', `${filters}\n      backendRefs`), ...GUIDE.slice(2)], authorized(ALICE_JWT));
    expect(decision.kind === 'forward' && decision.headers.filter(([name]) => name === 'authorization')).toEqual([['authorization', 'Bearer PAT']]);
  });
});

describe('modes', () => {
  const mode = (name: string, rule = '') => [...BASE, policy('jwt', `{ ${TO_GATEWAY}, traffic: { ${jwtOf('solo.io', GUIDE_JWKS, `, mode: ${name}`)} ${rule && `, ${rule}`} } }`)];
  test.each([
    ['Optional', 'no token', request(), '200'],
    ['Optional', 'a bad token', authorized('abcdefg'), '401 authentication failure: the token header is malformed: Error(InvalidToken)'],
    ['Permissive', 'no token', request(), '200'],
    ['Permissive', 'a bad token', authorized('abcdefg'), '200'],
  ])('%s and %s', async (name, _token, facts, expected) => {
    expect(await outcome(mode(name), facts)).toBe(expected);
  });

  test.each(['Optional', 'Permissive'])('in %s a rule on a claim does not hold without token', async (name) => {
    expect(await outcome(mode(name, ALICE_RULE), request())).toBe('403 authorization failed');
    expect(await outcome(mode(name, rules('Allow', 'jwt == null')), request())).toBe('200');
  });

  test('a bad token that Permissive lets pass does not travel on', async () => {
    const decision = await decide(mode('Permissive'), authorized('abcdefg'));
    expect(decision.kind === 'forward' && decision.headers).toEqual([]);
  });
});

describe('rules', () => {
  const ruled = (...given: readonly string[]) => [
    ...BASE,
    policy('jwt', `{ ${TO_GATEWAY}, traffic: { ${jwtOf()} } }`),
    ...given.map((rule, index) => policy(`rule-${index}`, `{ ${index % 2 ? TO_ROUTE : TO_GATEWAY}, traffic: { ${rule} } }`)),
  ];
  test.each<[string, readonly string[], string, string]>([
    ['several Allow are alternatives', [rules('Allow', 'jwt.sub == "alice"', 'jwt.sub == "bob"')], 'alice bob', ''],
    ['several Deny are alternatives', [rules('Deny', 'jwt.sub == "bob"', 'jwt.sub == "eve"')], 'alice', 'bob'],
    ['several Require hold together', [rules('Require', 'jwt.iss == "solo.io"', 'jwt.sub == "alice"')], 'alice', 'bob'],
    ['Deny wins over Allow', [rules('Allow', 'jwt.iss == "solo.io"'), rules('Deny', 'jwt.sub == "bob"')], 'alice', 'bob'],
    ['Require alone does not open what Allow closes', [rules('Require', 'jwt.sub == "bob"'), rules('Allow', 'jwt.sub == "alice"')], '', 'alice bob'],
    ['a Deny that fails does not deny', [rules('Deny', 'jwt.team == "ops"')], 'alice bob', ''],
    ['an Allow that fails does not allow', [rules('Allow', 'jwt.team == "dev"')], '', 'alice bob'],
    ['a Require that fails refuses', [rules('Require', 'jwt.team == "dev"')], '', 'alice bob'],
    ['a result that is no boolean is not true', [rules('Allow', 'jwt.sub')], '', 'alice bob'],
    ['the text "true" is not true', [rules('Allow', '"true"')], '', 'alice bob'],
    ['an Allow that does not parse locks everybody out', [rules('Allow', 'jwt.sub ==')], '', 'alice bob'],
    ['a Deny that does not parse denies nobody', [rules('Deny', 'jwt.sub ==')], 'alice bob', ''],
    ['Allow of two levels are alternatives', [rules('Allow', 'jwt.sub == "alice"'), rules('Allow', 'jwt.sub == "bob"')], 'alice bob', ''],
    ['the tool is not known to HTTP authorization', [rules('Allow', 'mcp.tool.name == "get_me"')], '', 'alice bob'],
    ['the header of the token is gone when rules run', [rules('Allow', 'request.headers["authorization"] != ""')], '', 'alice bob'],
  ])('%s', async (_name, given, pass, refused) => {
    const tokens: Record<string, string> = { alice: ALICE_JWT, bob: BOB_JWT };
    for (const who of pass.split(' ').filter(Boolean)) {
      expect([who, await outcome(ruled(...given), authorized(tokens[who]))]).toEqual([who, '200']);
    }
    for (const who of refused.split(' ').filter(Boolean)) {
      expect([who, await outcome(ruled(...given), authorized(tokens[who]))]).toEqual([who, '403 authorization failed']);
    }
  });

  test('up to 0.12 a policy that only denies refuses everybody', async () => {
    const documents = ruled(rules('Deny', 'jwt.sub == "bob"'));
    expect(await outcome(documents, authorized(ALICE_JWT), '0.12')).toBe('403 authorization failed');
    expect(await outcome(documents, authorized(ALICE_JWT), '1.0')).toBe('200');
  });

  test('a receiver that is no string makes startsWith true in 1.4 and not in strict', async () => {
    const documents = ruled(rules('Allow', 'jwt.exp.startsWith("x")'));
    expect(await outcome(documents, authorized(ALICE_JWT), '1.4')).toBe('200');
    expect(await outcome(documents, authorized(ALICE_JWT), 'strict')).toBe('403 authorization failed');
  });
});

describe('key sets', () => {
  const withKeys = (jwks: string) => [...BASE, policy('jwt', `{ ${TO_GATEWAY}, traffic: { ${jwtOf('solo.io', jwks)} } }`)];
  const UNKNOWN = '401 authentication failure: token uses the unknown key "5891645032159894383"';
  test.each([
    ['no JSON', 'nonsense'],
    ['no keys', '{"keys":[]}'],
    ['a key without kid beside the good one', GUIDE_JWKS.replace('{"keys":[', '{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"},')],
    ['a symmetric key beside the good one', GUIDE_JWKS.replace('{"keys":[', '{"keys":[{"kty":"oct","kid":"s","k":"AQAB"},')],
  ])('a set with %s makes every token unknown and keeps the policy', async (_name, jwks) => {
    expect(await outcome(withKeys(jwks), authorized(ALICE_JWT))).toBe(UNKNOWN);
    expect(await outcome(withKeys(jwks), request())).toBe('401 authentication failure: no bearer token found');
  });
});

describe('what strict closes', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'ES256' };
  const documents = [...BASE, policy('jwt', `{ ${TO_GATEWAY}, traffic: { ${jwtOf('solo.io', JSON.stringify({ keys: [jwk] }))} } }`)];
  const now = Math.floor(Date.now() / 1000);
  const token = (claims: Record<string, unknown>) => signToken(JSON.stringify({ exp: now + 600, ...claims }), { alg: 'ES256', kid: 'k', privateKey });

  test.each<[string, Record<string, unknown>]>([
    ['without issuer', { sub: 'alice' }],
    ['not valid before tomorrow', { iss: 'solo.io', sub: 'alice', nbf: now + 86400 }],
  ])('a token %s', async (_name, claims) => {
    const signed = token(claims);
    expect(await outcome(documents, authorized(signed), '1.4')).toBe('200');
    expect(await outcome(documents, authorized(signed), 'strict')).toMatch(/^401 authentication failure: /);
  });

  test('two credentials in one request', async () => {
    const facts = authorized(ALICE_JWT, { headers: [['authorization', `Bearer ${ALICE_JWT}`]] });
    expect(await outcome(GUIDE, facts, '1.4')).toBe('200');
    expect(await outcome(GUIDE, facts, 'strict')).toBe('401 authentication failure: the request carries more than one credential');
  });
});

describe('phases', () => {
  test('PreRouting runs before a route is chosen', async () => {
    const documents = [...BASE, policy('jwt', `{ ${TO_GATEWAY}, traffic: { phase: PreRouting, ${jwtOf()} } }`)];
    expect(await outcome(documents, request({ path: '/other' }))).toBe('401 authentication failure: no bearer token found');
    expect(await outcome(documents, authorized(ALICE_JWT, { path: '/other' }))).toBe('404 route not found');
  });

  test('JWT in both phases refuses everybody, because the first takes the token', async () => {
    const documents = [...GUIDE, policy('pre', `{ ${TO_GATEWAY}, traffic: { phase: PreRouting, ${jwtOf()} } }`)];
    expect(await outcome(documents, authorized(ALICE_JWT))).toBe('401 authentication failure: no bearer token found');
  });

  test('CORS answers a preflight before anybody asks for a token, and adds its headers to a refusal', async () => {
    const documents = [...GUIDE, policy('cors', `{ ${TO_GATEWAY}, traffic: { cors: { allowOrigins: [https://ui.example], allowMethods: ["*"] } } }`)];
    const origin: [string, string] = ['origin', 'https://ui.example'];
    const preflight = request({ method: 'OPTIONS', headers: [origin, ['access-control-request-method', 'POST']] });
    expect(await decide(documents, preflight)).toMatchObject({ status: 200, body: '', reason: 'DirectResponse' });
    const refused = await decide(documents, request({ headers: [origin] }));
    expect(refused).toMatchObject({ status: 401 });
    expect(refused.kind === 'answer' && refused.headers).toContainEqual(['access-control-allow-origin', 'https://ui.example']);
  });
});

describe('backends', () => {
  test.each([
    ['no backend', ROUTE.replace(/backendRefs: .*/, 'backendRefs: []'), '500 no valid backends'],
    ['a backend with weight 0', ROUTE.replace('name: github }', 'name: github, weight: 0 }'), '500 no valid backends'],
    ['a missing backend', ROUTE.replace('name: github }', 'name: gitlab }'), '500 backend does not exist'],
  ])('a route with %s answers %s', async (_name, route, expected) => {
    expect(await outcome([GATEWAY, route, BACKEND], request())).toBe(expected);
  });

  test('another port is not bound, another host has no listener', async () => {
    expect(await deciderOf(BASE).decideHttp(81, request())).toMatchObject({ status: 404, body: 'bind not found' });
    const gateway = GATEWAY.replace('protocol: HTTP,', 'protocol: HTTP, hostname: a.example,');
    expect(await outcome([gateway, ROUTE, BACKEND], request())).toBe('404 listener not found');
  });

  test('tools are decided by the rules of the backend, for list and call alike', async () => {
    const documents = [...GUIDE, policy('rbac', `{ ${TO_BACKEND}, backend: { mcp: { ${rules('Allow', 'jwt.sub == "alice" && mcp.tool.name == "get_me"')} } } }`)];
    const decider = deciderOf(documents);
    const decision = await decider.decideHttp(80, authorized(ALICE_JWT));
    if (decision.kind !== 'forward') {
      throw new Error('Alice must pass');
    }
    const allowed = (kind: 'tool' | 'prompt' | 'resource', name: string) => decider.decideMcp(decision, { kind, target: 'mcp-target', name }).allowed;
    expect(allowed('tool', 'get_me')).toBe(true);
    expect(allowed('tool', 'list_issues')).toBe(false);
    // an Allow that mentions tools only closes prompts and resources
    expect(allowed('prompt', 'get_me')).toBe(false);
    expect(allowed('resource', 'get_me')).toBe(false);
  });

  test('a session belongs to who the token speaks for', async () => {
    const principal = async (documents: readonly string[], facts: HttpRequestFacts) => {
      const decision = await decide(documents, facts);
      return decision.kind === 'forward' ? decision.principal : 'refused';
    };
    const open = [...BASE, policy('jwt', `{ ${TO_GATEWAY}, traffic: { ${jwtOf()} } }`)];
    expect(await principal(open, authorized(ALICE_JWT))).toBe('["solo.io","alice"]');
    expect(await principal(open, authorized(BOB_JWT))).toBe('["solo.io","bob"]');
    expect(await principal(BASE, request())).toBeUndefined();
  });
});

test('header modifiers set, add and remove without regard to case', () => {
  expect(modifyHeaders([['x-a', '1'], ['x-b', '2'], ['x-c', '3']], { set: [['X-A', '9']], add: [['X-B', '8']], remove: ['X-C'] }))
    .toEqual([['x-b', '2'], ['x-a', '9'], ['x-b', '8']]);
});
