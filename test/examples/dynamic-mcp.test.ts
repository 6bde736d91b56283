import { Running } from '../support/running';
import { decideExample } from './support/decide-example';
import { loadExample, objectOf, type Example, type Synthesized } from './support/example';
import { serveExample, type Question, type ServedExample } from './support/serve-example';
import { startMcpServer } from './support/start-mcp-server';

jest.setTimeout(60_000);

const running = new Running();
let example: Example;
let served: ServedExample;

beforeAll(async () => {
  example = await loadExample(running, 'dynamic-mcp');
  const tickets = await startMcpServer(running, { name: 'tickets', tools: ['list_tickets', 'change_settings'], prompts: ['triage'] });
  served = await serveExample(running, example.withTestKeys, { 'tickets.mcp.svc.cluster.local:8000': tickets });
});

const url = 'http://localhost/mcp';
const tokenOf = (...groups: string[]) => example.sign({ iss: 'https://login.example.com', aud: 'mcp-gateway', sub: 'ada', groups, exp: 4_000_000_000 });
const people: Record<string, readonly string[]> = {
  'staff': ['staff'],
  'an administrator': ['staff', 'administrators'],
  'an administrator of something else': ['administrators'],
};

const listing = { tool: 'list_tickets' };
const settings = { tool: 'change_settings' };
const triage = { prompt: 'triage' };

test.each<[string, Question, string]>([
  ['staff', listing, 'allowed'],
  ['staff', triage, 'allowed'],
  ['staff', settings, 'Unknown tool: change_settings'],
  ['an administrator', listing, 'allowed'],
  ['an administrator', settings, 'allowed'],
  ['an administrator of something else', settings, '403 authorization failed'],
])('%s asks for %j: %s', async (person, question, expected) => {
  expect(await served.outcome(url, tokenOf(...people[person]), question)).toBe(expected);
});

test('nobody gets in without a token', async () => {
  expect(await served.outcome(url, undefined, listing)).toBe('401 authentication failure: no bearer token found');
});

test('the tool for administrators is not shown to others', async () => {
  expect(await served.tools(url, tokenOf('staff'))).toEqual(['list_tickets']);
  expect(await served.tools(url, tokenOf('staff', 'administrators'))).toEqual(['list_tickets', 'change_settings']);
});

describe('another Service with the label', () => {
  /** The Service of the example under another name. */
  const another = (changes: Partial<Synthesized['metadata']>): Synthesized => {
    const service = objectOf(example.objects, 'Service', 'tickets');
    return { ...service, metadata: { ...service.metadata, name: 'wiki', ...changes } };
  };

  test('is a target too, for which the same rules hold', async () => {
    const decide = decideExample([...example.withTestKeys, another({})]);
    const change = { kind: 'tool', target: 'wiki-8000', name: 'change_settings' } as const;
    expect(await decide(url, tokenOf('staff'), { ...change, name: 'search' })).toBe('allowed');
    expect(await decide(url, tokenOf('staff'), change)).toBe('Unknown tool: change_settings');
    expect(await decide(url, tokenOf('staff', 'administrators'), change)).toBe('allowed');
  });

  test('makes two, which the proxy does not serve yet', async () => {
    await expect(serveExample(running, [...example.withTestKeys, another({})], {})).rejects.toThrow(
      'error: AgentgatewayBackend `mcp/internal` has 2 targets, the proxy serves exactly one',
    );
  });

  test('is none in another namespace, or without the label', async () => {
    const others = [another({ namespace: 'elsewhere' }), another({ labels: { mcp: 'external' } })];
    for (const other of others) {
      await expect(serveExample(running, [...example.withTestKeys, other], {})).resolves.toBeDefined();
    }
  });
});
