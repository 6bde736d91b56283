import { generateSigningKey, publicKeySet, signToken } from '../../src/jwt';
import { Running } from '../support/running';
import { decideExample, type Decide } from './support/decide-example';
import { loadExample, objectOf, type Example } from './support/example';
import { refusals } from './support/refusals';

jest.setTimeout(60_000);

const running = new Running();
let example: Example;

beforeAll(async () => {
  example = await loadExample(running, 'keycloak');
});

const issuer = 'https://keycloak.example.com/realms/company';
const resource = 'https://mcp.example.com/mcp';

test('the gateway fetches the keys of the realm from the Service, takes tokens for its resource only, and names Keycloak to clients', () => {
  expect(objectOf(example.objects, 'AgentgatewayPolicy', 'jwt').spec).toEqual({
    targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'tickets' }],
    traffic: {
      jwtAuthentication: {
        mode: 'Strict',
        providers: [{
          issuer,
          audiences: [resource],
          jwks: {
            remote: {
              backendRef: { kind: 'Service', name: 'keycloak', namespace: 'keycloak', port: 8080 },
              jwksPath: '/realms/company/protocol/openid-connect/certs',
            },
          },
        }],
        mcp: {
          provider: 'Keycloak',
          resourceMetadata: { resource, scopesSupported: ['openid', 'groups'], bearerMethodsSupported: ['header'] },
        },
      },
      authorization: { action: 'Allow', policy: { matchExpressions: ['type(jwt.groups) == list && "users" in jwt.groups'] } },
    },
  });
});

test('the policy may name the Service in the namespace of Keycloak', () => {
  const [grant, ...others] = example.objects.filter(({ kind }) => kind === 'ReferenceGrant');
  expect(others).toEqual([]);
  expect(grant).toMatchObject({
    metadata: { namespace: 'keycloak' },
    spec: {
      from: [{ group: 'agentgateway.dev', kind: 'AgentgatewayPolicy', namespace: 'mcp' }],
      to: [{ group: '', kind: 'Service', name: 'keycloak' }],
    },
  });
});

test('clients find the OAuth metadata at the paths where they look for it, from the page of the MCP Inspector too', () => {
  const { hostnames, rules: [rule, ...others] } = objectOf(example.objects, 'HTTPRoute', 'tickets').spec;
  expect(hostnames).toBeUndefined();
  expect(others).toEqual([]);
  expect(rule.matches.map(({ path }: { path: unknown }) => path)).toEqual([
    { type: 'PathPrefix', value: '/mcp' },
    { type: 'PathPrefix', value: '/.well-known/oauth-protected-resource/mcp' },
    { type: 'PathPrefix', value: '/.well-known/oauth-authorization-server/mcp' },
  ]);
  expect(rule.filters).toEqual([{
    type: 'CORS',
    cors: {
      allowOrigins: ['http://localhost:6274'],
      allowHeaders: ['Authorization', 'Content-Type', 'Last-Event-ID', 'Mcp-Protocol-Version', 'Mcp-Session-Id'],
      allowMethods: ['GET', 'POST', 'DELETE', 'OPTIONS'],
      exposeHeaders: ['Mcp-Session-Id'],
    },
  }]);
});

test('tokens come in by HTTPS only', () => {
  expect(objectOf(example.objects, 'Gateway', 'agentgateway-proxy').spec.listeners).toEqual([
    { name: 'https', protocol: 'HTTPS', port: 443, hostname: 'mcp.example.com', tls: { certificateRefs: [{ name: 'mcp-example-com-tls' }] } },
  ]);
});

describe('with the keys of the realm at hand, and TLS ended before the gateway', () => {
  const key = generateSigningKey('ES256');
  const url = 'http://mcp.example.com:443/mcp';
  const user = { iss: issuer, aud: resource, sub: 'ada', groups: ['users'], exp: 4_000_000_000 };
  let decide: Decide;

  beforeAll(() => {
    decide = decideExample(JSON.parse(JSON.stringify(example.objects), (name, value: unknown) => {
      switch (name) {
        case 'jwks': return { inline: publicKeySet(key) };
        case 'protocol': return 'HTTP';
        case 'tls': return undefined;
        default: return value;
      }
    }) as Example['objects']);
  });

  test.each<[string, object, string]>([
    ['a user', {}, 'allowed'],
    ['a user of other services too', { aud: ['account', resource] }, 'allowed'],
    ['somebody who is no user', { groups: ['guests'] }, '403 authorization failed'],
    ['somebody whose groups are a text', { groups: 'users' }, '403 authorization failed'],
    ['somebody without groups', { groups: undefined }, '403 authorization failed'],
    ['a user with a token for something else', { aud: 'account' }, '401 authentication failure: the token is invalid or malformed: Error(InvalidAudience)'],
    ['a user with a token for nothing', { aud: undefined }, '403 authorization failed'],
    ['a user of another realm', { iss: 'https://keycloak.example.com/realms/master' }, '401 authentication failure: the token is invalid or malformed: Error(InvalidIssuer)'],
  ])('%s: %j: %s', async (_, claims, expected) => {
    expect(await decide(url, signToken(JSON.stringify({ ...user, ...claims }), key))).toBe(expected);
  });

  test('nobody gets in without a token', async () => {
    expect(await decide(url, undefined)).toBe('401 authentication failure: no bearer token found');
  });
});

test('the proxy does not fetch keys, end TLS or speak OAuth yet', async () => {
  expect(await refusals(running, example.objects)).toEqual([
    'listener `https` of Gateway `mcp/agentgateway-proxy` has the protocol `HTTPS`, the proxy serves only HTTP',
    '`spec.traffic.jwtAuthentication.mcp` of AgentgatewayPolicy `mcp/jwt` is not implemented by the proxy',
    `the keys of issuer \`${issuer}\` in AgentgatewayPolicy \`mcp/jwt\` are fetched from elsewhere, which the proxy does not do`,
  ]);
});
