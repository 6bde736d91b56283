import { generateSigningKey, publicKeySet } from '../../src/jwt';
import { Running } from '../support/running';
import { decideExample } from './support/decide-example';
import { loadExample, objectOf, type Example } from './support/example';
import { serveExample, type ServedExample } from './support/serve-example';
import { startMcpServer } from './support/start-mcp-server';

jest.setTimeout(60_000);

const running = new Running();
const teams = ['payments', 'search'] as const;
let example: Example;
let served: ServedExample;

beforeAll(async () => {
  example = await loadExample(running, 'multi-tenant');
  const [payments, search, wiki] = await Promise.all([...teams, 'wiki'].map((name) => startMcpServer(running, { name, tools: ['find'] })));
  served = await serveExample(running, example.withTestKeys, {
    'mcp-server.payments.svc.cluster.local:8000': payments,
    'mcp-server.search.svc.cluster.local:8000': search,
    'wiki.wiki.svc.cluster.local:8000': wiki,
  });
});

const member = { iss: 'https://login.example.com', aud: 'mcp-gateway', sub: 'ada', exp: 4_000_000_000 };
const tokenOf = (team: unknown) => example.sign({ ...member, team });
const payments = 'http://payments.mcp.example.com';
const search = 'http://search.mcp.example.com';

test.each([
  ['payments', `${payments}/mcp`, 'payments'],
  ['payments', `${payments}/wiki`, 'wiki'],
  ['search', `${search}/mcp`, 'search'],
  ['search', `${search}/wiki`, 'wiki'],
])('a member of %s reaches at %s the server %s', async (team, url, server) => {
  expect(await served.call(url, tokenOf(team), 'find')).toBe(server);
});

test.each([
  ['payments', `${search}/mcp`, '403 authorization failed'],
  ['payments', `${search}/wiki`, '403 authorization failed'],
  ['search', `${payments}/mcp`, '403 authorization failed'],
  ['neither', `${payments}/mcp`, '403 authorization failed'],
  [undefined, `${search}/mcp`, '403 authorization failed'],
  [['payments', 'search'], `${search}/mcp`, '403 authorization failed'],
  ['payments', `${payments}/elsewhere`, '404 route not found'],
  ['payments', 'http://mcp.example.com/mcp', '404 listener not found'],
  ['payments', 'http://sales.mcp.example.com/mcp', '404 listener not found'],
])('a member of %j is refused at %s: %s', async (team, url, expected) => {
  expect(await served.outcome(url, tokenOf(team))).toBe(expected);
});

test('nobody gets in without a token, and learns no paths', async () => {
  const noToken = '401 authentication failure: no bearer token found';
  expect(await served.outcome(`${payments}/mcp`, undefined)).toBe(noToken);
  expect(await served.outcome(`${payments}/elsewhere`, undefined)).toBe(noToken);
});

test.each(teams)('what %s owns is in its namespace, and the rest in that of the platform', (team) => {
  const placed = example.objects.map(({ kind, metadata }) => `${metadata.namespace ?? ''} ${kind} ${metadata.name}`);
  expect(placed.filter((text) => text.startsWith(`${team} `))).toEqual([
    `${team} Service mcp-server`, `${team} AgentgatewayBackend server`, `${team} HTTPRoute mcp`, `${team} AgentgatewayPolicy members`,
  ]);
});

test.each(teams)('a ReferenceGrant lets the routes of %s, and nothing else, lead to the wiki', (team) => {
  const grants = example.objects.filter(({ kind, spec }) => kind === 'ReferenceGrant' && spec.from[0].namespace === team);
  expect(grants.map(({ metadata, spec }) => [metadata.namespace, spec])).toEqual([['agentgateway-system', {
    from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: team }],
    to: [{ group: 'agentgateway.dev', kind: 'AgentgatewayBackend', name: 'wiki' }],
  }]]);
});

test('without its grant, the wiki is out of reach', async () => {
  const ungranted = example.withTestKeys.filter(({ kind }) => kind !== 'ReferenceGrant');
  await expect(serveExample(running, ungranted, {})).rejects.toThrow('error[B03]');
});

describe('what a team writes in its own namespace', () => {
  const route = () => objectOf(example.withTestKeys.filter(({ metadata }) => metadata.namespace === 'search'), 'HTTPRoute', 'mcp');

  test('cannot take requests for the host of another', async () => {
    const stolen = (sectionName: string) => ({
      ...route(),
      metadata: { name: 'stolen', namespace: 'search' },
      spec: { parentRefs: [{ ...route().spec.parentRefs[0], sectionName }], rules: [{ ...route().spec.rules[0], matches: [{ path: { type: 'PathPrefix', value: '/stolen' } }] }] },
    });
    const decide = decideExample([...example.withTestKeys, stolen('search'), stolen('payments')]);
    expect(await decide(`${search}/stolen`, tokenOf('payments'))).toBe('allowed');
    expect(await decide(`${payments}/stolen`, tokenOf('payments'))).toBe('404 route not found');
  });

  test('cannot do without the tokens that the platform asks for', async () => {
    const { kind, metadata } = route();
    const decide = decideExample([...example.withTestKeys, {
      apiVersion: 'agentgateway.dev/v1alpha1',
      kind: 'AgentgatewayPolicy',
      metadata: { name: 'open', namespace: 'search' },
      spec: {
        targetRefs: [{ group: 'gateway.networking.k8s.io', kind, name: metadata.name }],
        traffic: { jwtAuthentication: { mode: 'Permissive', providers: [{ issuer: 'me', jwks: { inline: publicKeySet(generateSigningKey('ES256')) } }] } },
      },
    }]);
    expect(await decide(`${search}/mcp`, undefined)).toBe('401 authentication failure: no bearer token found');
    expect(await decide(`${search}/mcp`, tokenOf('payments'))).toBe('403 authorization failed');
  });
});
