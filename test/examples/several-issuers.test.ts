import { Running } from '../support/running';
import { loadExample, type Example } from './support/example';
import { serveExample, type Question, type ServedExample } from './support/serve-example';
import { startMcpServer } from './support/start-mcp-server';

jest.setTimeout(60_000);

const running = new Running();
let example: Example;
let served: ServedExample;

beforeAll(async () => {
  example = await loadExample(running, 'several-issuers');
  const reports = await startMcpServer(running, { name: 'reports', tools: ['list_reports', 'read_report', 'publish_report'], prompts: ['summary'] });
  served = await serveExample(running, example.withTestKeys, { 'reports.finance.svc.cluster.local:8000': reports });
});

const url = 'http://localhost/mcp';
const common = { sub: 'ada', exp: 4_000_000_000 };
const company = { ...common, iss: 'https://login.example.com', aud: 'mcp-gateway' };
const partner = { ...common, iss: 'https://id.partner.example', aud: 'example-reports' };
const companyKeys = 'employees.jwks.json';
const partnerKeys = 'partner.jwks.json';

const people: Record<string, [claims: object, keySet: string]> = {
  'an employee': [{ ...company, employment: 'employee' }, companyKeys],
  'a contractor': [{ ...company, employment: 'contractor' }, companyKeys],
  'an auditor of the partner': [{ ...partner, roles: ['auditor'] }, partnerKeys],
  'somebody of the partner': [{ ...partner, roles: ['driver'] }, partnerKeys],
  'an auditor of the company': [{ ...company, roles: ['auditor'] }, companyKeys],
  'an employee by the word of the partner': [{ ...partner, employment: 'employee' }, partnerKeys],
  'an auditor who is an employee by the word of the partner': [{ ...partner, roles: ['auditor'], employment: 'employee' }, partnerKeys],
  'somebody with a forged token of the company, which the partner signed': [{ ...company, employment: 'employee' }, partnerKeys],
  'an employee with a token for the partner\'s use of the gateway': [{ ...company, aud: 'example-reports', employment: 'employee' }, companyKeys],
};

const read = { tool: 'read_report' };
const publish = { tool: 'publish_report' };
const summary = { prompt: 'summary' };
const invalid = (error: string) => `401 authentication failure: the token is invalid or malformed: Error(${error})`;

test.each<[string, Question, string]>([
  ['an employee', read, 'allowed'],
  ['an employee', publish, 'allowed'],
  ['an employee', summary, 'allowed'],
  ['a contractor', read, '403 authorization failed'],
  ['an auditor of the partner', read, 'allowed'],
  ['an auditor of the partner', publish, 'Unknown tool: publish_report'],
  ['an auditor of the partner', summary, 'Unknown prompt: summary'],
  ['somebody of the partner', read, '403 authorization failed'],
  ['an auditor of the company', read, '403 authorization failed'],
  ['an employee by the word of the partner', read, '403 authorization failed'],
  ['an auditor who is an employee by the word of the partner', publish, 'Unknown tool: publish_report'],
  ['somebody with a forged token of the company, which the partner signed', publish, invalid('InvalidIssuer')],
  ['an employee with a token for the partner\'s use of the gateway', read, invalid('InvalidAudience')],
])('%s asks for %j: %s', async (person, question, expected) => {
  const [claims, keySet] = people[person];
  expect(await served.outcome(url, example.sign({ ...claims }, keySet), question)).toBe(expected);
});

test('nobody gets in without a token', async () => {
  expect(await served.outcome(url, undefined, read)).toBe('401 authentication failure: no bearer token found');
});

test('an auditor of the partner sees the two tools that read', async () => {
  const [claims, keySet] = people['an auditor of the partner'];
  expect(await served.tools(url, example.sign({ ...claims }, keySet))).toEqual(['list_reports', 'read_report']);
});
