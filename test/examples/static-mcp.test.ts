import { generateSigningKey, signToken } from '../../src/jwt';
import { Running } from '../support/running';
import { decideExample } from './support/decide-example';
import { loadExample, objectOf, type Example } from './support/example';
import { serveExample, type ServedExample } from './support/serve-example';
import { startMcpServer } from './support/start-mcp-server';

jest.setTimeout(60_000);

const running = new Running();
let example: Example;
let served: ServedExample;

beforeAll(async () => {
  example = await loadExample(running, 'static-mcp');
  const tickets = await startMcpServer(running, { name: 'tickets', tools: ['list_tickets', 'close_ticket'], prompts: ['triage'] });
  served = await serveExample(running, example.withTestKeys, { 'tickets.mcp.svc.cluster.local:80': tickets });
});

const invalid = (error: string) => `401 authentication failure: the token is invalid or malformed: Error(${error})`;
const employee = { iss: 'https://login.example.com', aud: 'mcp-gateway', sub: 'ada', employment: 'employee', exp: 4_000_000_000 };
const url = 'http://localhost/mcp';

test('an employee sees and uses all that the server offers', async () => {
  const token = example.sign(employee);
  expect(await served.tools(url, token)).toEqual(['list_tickets', 'close_ticket']);
  expect(await served.call(url, token, 'close_ticket')).toBe('tickets');
  expect(await served.outcome(url, token, { prompt: 'triage' })).toBe('allowed');
});

const refused: [string, object, string][] = [
  ['a contractor', { employment: 'contractor' }, '403 authorization failed'],
  ['somebody of whom it is not said', { employment: undefined }, '403 authorization failed'],
  ['somebody who is an employee among other things', { employment: ['employee'] }, '403 authorization failed'],
  ['an employee with a token for another service', { aud: 'payroll' }, invalid('InvalidAudience')],
  ['an employee with a token for nobody', { aud: undefined }, invalid('MissingRequiredClaim("aud")')],
  ['an employee of another company', { iss: 'https://login.example.org' }, invalid('InvalidIssuer')],
  ['an employee whose token is over', { exp: 1_700_000_000 }, invalid('ExpiredSignature')],
];
test.each(refused)('%s is refused', async (_, claims, expected) => {
  expect(await served.outcome(url, example.sign({ ...employee, ...claims }))).toBe(expected);
});

test('nobody gets in without a token, or with one that somebody else signed', async () => {
  expect(await served.outcome(url, undefined)).toBe('401 authentication failure: no bearer token found');
  const forged = signToken(JSON.stringify(employee), generateSigningKey('ES256', '2026-01'));
  expect(await served.outcome(url, forged)).toBe(invalid('InvalidSignature'));
});

test('release 1.4, which takes tokens without `iss` or `aud` for good, refuses them by the rule beside the policy', async () => {
  const decide = decideExample(example.withTestKeys);
  expect(await decide(url, example.sign(employee))).toBe('allowed');
  expect(await decide(url, example.sign({ ...employee, iss: undefined }))).toBe('403 authorization failed');
  expect(await decide(url, example.sign({ ...employee, aud: undefined }))).toBe('403 authorization failed');
});

test('the Service says that it speaks MCP, and its Deployment has one pod, where sessions stay', () => {
  expect(objectOf(example.objects, 'Service', 'tickets').spec.ports).toEqual([{ port: 80, targetPort: 8000, appProtocol: 'agentgateway.dev/mcp' }]);
  expect(objectOf(example.objects, 'Deployment', 'tickets').spec.replicas).toBe(1);
});
