import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Running } from '../support/running';
import { loadExample, type Example } from './support/example';
import { serveExample, type ServedExample } from './support/serve-example';
import { startMcpServer } from './support/start-mcp-server';

jest.setTimeout(60_000);

const running = new Running();
const { tools } = JSON.parse(readFileSync(join(__dirname, '../../examples/tool-access/tools.json'), 'utf8')) as { tools: string[] };
let example: Example;
let served: ServedExample;

beforeAll(async () => {
  example = await loadExample(running, 'tool-access');
  const tickets = await startMcpServer(running, { name: 'tickets', tools, prompts: ['triage'] });
  served = await serveExample(running, example.withTestKeys, { 'tickets.helpdesk.svc.cluster.local:8000': tickets });
});

const url = 'http://localhost/mcp';
const tokenOf = (team: unknown) => example.sign({ iss: 'https://login.example.com', aud: ['mcp-gateway', 'account'], sub: 'ada', team, exp: 4_000_000_000 });

const teams: [string, string[]][] = [
  ['support', ['list_tickets', 'get_ticket', 'comment_ticket']],
  ['engineering', ['list_tickets', 'get_ticket', 'comment_ticket', 'close_ticket']],
  ['audit', ['list_tickets', 'get_ticket']],
];

test.each(teams)('%s sees %j', async (team, allowed) => {
  expect(await served.tools(url, tokenOf(team))).toEqual(allowed);
});

test.each(teams.flatMap(([team, allowed]) => tools.map((tool) => [team, tool, allowed.includes(tool) ? 'allowed' : `Unknown tool: ${tool}`] as const)))(
  '%s calls %s: %s', async (team, tool, expected) => {
    expect(await served.outcome(url, tokenOf(team), { tool })).toBe(expected);
  });

test.each(teams)('%s uses the prompts', async (team) => {
  expect(await served.outcome(url, tokenOf(team), { prompt: 'triage' })).toBe('allowed');
});

test.each<[string, unknown]>([
  ['another team', 'sales'],
  ['nobody\'s team', undefined],
  ['several teams in a list, which the rules do not ask for', ['support', 'engineering']],
  ['a team that is called much like one', 'Support'],
])('%s is turned away', async (_, team) => {
  expect(await served.outcome(url, tokenOf(team))).toBe('403 authorization failed');
});

test('nobody gets in without a token', async () => {
  expect(await served.outcome(url, undefined, { tool: 'list_tickets' })).toBe('401 authentication failure: no bearer token found');
});
