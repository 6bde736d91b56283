import { Running } from '../support/running';
import { decideExample, type Decide, type Item } from './support/decide-example';
import { loadExample, objectOf, type Example } from './support/example';
import { refusals } from './support/refusals';

jest.setTimeout(60_000);

const running = new Running();
let example: Example;
let decide: Decide;

beforeAll(async () => {
  example = await loadExample(running, 'multiplexed-mcp');
  decide = decideExample(example.withTestKeys);
});

const url = 'http://localhost/mcp';
const tokenOf = (...groups: string[]) => example.sign({ iss: 'https://login.example.com', aud: 'mcp-gateway', sub: 'ada', groups, exp: 4_000_000_000 });
const people: Record<string, readonly string[]> = {
  staff: ['staff'],
  assistant: ['staff', 'assistants'],
  visitor: ['assistants'],
};

const search: Item = { kind: 'tool', target: 'wiki', name: 'search' };
const edit: Item = { kind: 'tool', target: 'wiki', name: 'edit' };
const slot: Item = { kind: 'tool', target: 'calendar', name: 'find_slot' };
const searchOfCalendar: Item = { kind: 'tool', target: 'calendar', name: 'search' };
const prompt: Item = { kind: 'prompt', target: 'calendar', name: 'plan_my_day' };

test.each<[string, Item, string]>([
  ['staff', search, 'allowed'],
  ['staff', edit, 'Unknown tool: edit'],
  ['staff', slot, 'Unknown tool: find_slot'],
  ['staff', searchOfCalendar, 'Unknown tool: search'],
  ['staff', prompt, 'Unknown prompt: plan_my_day'],
  ['assistant', search, 'allowed'],
  ['assistant', edit, 'Unknown tool: edit'],
  ['assistant', slot, 'allowed'],
  ['assistant', searchOfCalendar, 'allowed'],
  ['assistant', prompt, 'allowed'],
  ['visitor', slot, '403 authorization failed'],
])('%s asks for %j: %s', async (person, item, expected) => {
  expect(await decide(url, tokenOf(...people[person]), item)).toBe(expected);
});

test('nobody gets in without a token', async () => {
  expect(await decide(url, undefined, search)).toBe('401 authentication failure: no bearer token found');
});

test('the backend has both servers, and keeps their tools apart', () => {
  expect(objectOf(example.objects, 'AgentgatewayBackend', 'office').spec).toEqual({
    mcp: {
      targets: [
        { name: 'calendar', static: { host: 'calendar.calendar.svc.cluster.local', port: 8000 } },
        {
          name: 'wiki',
          static: {
            host: 'mcp.wiki.example',
            port: 443,
            policies: { auth: { secretRef: { name: 'wiki-token' } }, tls: { sni: 'mcp.wiki.example' } },
          },
        },
      ],
      prefixMode: 'Always',
      failureMode: 'FailOpen',
    },
  });
});

test('the proxy does not serve several servers as one yet', async () => {
  expect(await refusals(running, example.withTestKeys)).toEqual([
    'AgentgatewayBackend `mcp/office` has 2 targets, the proxy serves exactly one',
    'AgentgatewayBackend `mcp/office` has the prefix mode `Always`, which the proxy does not implement',
  ]);
});
