import { join } from 'node:path';
import { Running } from '../support/running';
import { loadExample, readObjects, type Example, type Synthesized } from './support/example';
import { serveExample, type ServedExample } from './support/serve-example';
import { startMcpServer } from './support/start-mcp-server';
import { synthesizeExamples } from './support/synthesize-examples';

jest.setTimeout(60_000);

const running = new Running();
const steps = ['0', '1', '2'];
const handWritten = readObjects(join(__dirname, '../../examples/migration/hand-written'));
const synthesized = new Map<string, Synthesized[]>();
let example: Example;
let served: ServedExample;

beforeAll(async () => {
  const synthesize = async (step: string) => {
    const folder = await running.folder({});
    await synthesizeExamples(['migration'], folder, { MIGRATION_STEP: step });
    synthesized.set(step, readObjects(join(folder, 'migration')));
  };
  [example] = await Promise.all([loadExample(running, 'migration'), ...steps.map(synthesize)]);
  const tickets = await startMcpServer(running, { name: 'tickets', tools: ['list_tickets', 'get_ticket', 'close_ticket'], prompts: ['triage'] });
  served = await serveExample(running, example.withTestKeys, { 'tickets.helpdesk.svc.cluster.local:8000': tickets });
});

/** By kind and name, whatever the order in the files. */
const byName = (objects: readonly Synthesized[]) => Object.fromEntries(objects.map((object) => [`${object.kind} ${object.metadata.name}`, object]));

test.each(steps)('after step %s the objects are those of the YAML that was written by hand', (step) => {
  const objects = synthesized.get(step)!;
  expect(objects).toHaveLength(handWritten.length);
  expect(byName(objects)).toStrictEqual(byName(handWritten));
});

test('the app as it stands is the last step', () => {
  expect(example.objects).toStrictEqual(synthesized.get('2'));
});

const tokenOf = (team: string) => example.sign({ iss: 'https://login.example.com', aud: 'mcp-gateway', sub: 'ada', team, exp: 4_000_000_000 });
const url = 'http://localhost/mcp';

test.each([
  ['support', { tool: 'get_ticket' }, 'allowed'],
  ['support', { tool: 'close_ticket' }, 'Unknown tool: close_ticket'],
  ['support', { prompt: 'triage' }, 'Unknown prompt: triage'],
  ['engineering', { tool: 'close_ticket' }, 'allowed'],
  ['engineering', { prompt: 'triage' }, 'allowed'],
  ['sales', { tool: 'get_ticket' }, '403 authorization failed'],
])('%s asks for %j: %s', async (team, question, expected) => {
  expect(await served.outcome(url, tokenOf(team), question)).toBe(expected);
});

test('nobody gets in without a token', async () => {
  expect(await served.outcome(url, undefined)).toBe('401 authentication failure: no bearer token found');
});
