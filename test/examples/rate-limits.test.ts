import { parse } from 'yaml';
import { Running } from '../support/running';
import { decideExample, type Decide } from './support/decide-example';
import { loadExample, objectOf, type Example, type Synthesized } from './support/example';
import { refusals } from './support/refusals';
import { serveExample } from './support/serve-example';
import { startMcpServer } from './support/start-mcp-server';

jest.setTimeout(60_000);

const running = new Running();
let example: Example;
let decide: Decide;

beforeAll(async () => {
  example = await loadExample(running, 'rate-limits');
  decide = decideExample(example.withTestKeys);
});

const tokenOf = (sub: unknown) => example.sign({ iss: 'https://login.example.com', aud: 'mcp-gateway', sub, exp: 4_000_000_000 });
const rateLimitOf = (name: string): unknown => objectOf(example.objects, 'AgentgatewayPolicy', name).spec.traffic.rateLimit;

test('each proxy counts the requests to the tickets', () => {
  expect(rateLimitOf('tickets-limit')).toEqual({ local: [{ requests: 600, unit: 'Minutes', burst: 100 }] });
});

test('the rate limit service counts searches for each person, by the names of its configuration', () => {
  expect(rateLimitOf('search-limit')).toEqual({
    global: {
      backendRef: { kind: 'Service', name: 'ratelimit', port: 8081 },
      domain: 'mcp',
      descriptors: [{ entries: [{ name: 'person', expression: 'jwt.sub' }] }],
    },
  });
  const { data } = objectOf(example.objects, 'ConfigMap', 'ratelimit-config') as Synthesized & { data: Record<string, string> };
  expect(parse(data['config.yaml'])).toEqual({ domain: 'mcp', descriptors: [{ key: 'person', rate_limit: { unit: 'minute', requests_per_unit: 20 } }] });
});

test('each limit is on its own route', () => {
  const targets = ['tickets', 'search'].map((name) => objectOf(example.objects, 'AgentgatewayPolicy', `${name}-limit`).spec.targetRefs);
  expect(targets).toEqual(['tickets', 'search'].map((name) => [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name }]));
});

const decisions: [string, unknown, string][] = [
  ['tickets', 'ada', 'allowed'],
  ['search', 'ada', 'allowed'],
  ['search', undefined, '403 authorization failed'],
];
test.each(decisions)('%s as %j: %s', async (path, sub, expected) => {
  expect(await decide(`http://localhost/${path}`, tokenOf(sub))).toBe(expected);
});

test('nobody gets in without a token', async () => {
  expect(await decide('http://localhost/search', undefined)).toBe('401 authentication failure: no bearer token found');
});

test('the proxy does not count requests yet, and so does not let them through uncounted', async () => {
  expect(await refusals(running, example.withTestKeys)).toEqual([
    '`spec.traffic.rateLimit.local` of AgentgatewayPolicy `mcp/tickets-limit` is not implemented by the proxy',
    '`spec.traffic.rateLimit.global` of AgentgatewayPolicy `mcp/search-limit` is not implemented by the proxy',
  ]);
});

test('the proxy serves the rest of the example', async () => {
  const [tickets, search] = await Promise.all(['tickets', 'search'].map((name) => startMcpServer(running, { name, tools: ['find'] })));
  const served = await serveExample(running, example.withTestKeys.filter(({ spec }) => spec?.traffic?.rateLimit === undefined), {
    'tickets.helpdesk.svc.cluster.local:8000': tickets,
    'search.search.svc.cluster.local:8000': search,
  });
  expect(await served.call('http://localhost/tickets', tokenOf('ada'), 'find')).toBe('tickets');
  expect(await served.call('http://localhost/search', tokenOf('ada'), 'find')).toBe('search');
  expect(await served.outcome('http://localhost/search', undefined)).toBe('401 authentication failure: no bearer token found');
});
