import { Running } from '../support/running';
import { decideExample, type Decide } from './support/decide-example';
import { loadExample, objectOf, type Example } from './support/example';
import { refusals } from './support/refusals';

jest.setTimeout(60_000);

const running = new Running();
let example: Example;

beforeAll(async () => {
  example = await loadExample(running, 'https-listener');
});

const employee = { iss: 'https://login.example.com', aud: 'mcp-gateway', sub: 'ada', employment: 'employee', exp: 4_000_000_000 };

test('the gateway ends TLS for one host with the certificate from the Secret', () => {
  expect(objectOf(example.objects, 'Gateway', 'agentgateway-proxy').spec.listeners).toEqual([
    { name: 'http', protocol: 'HTTP', port: 80, hostname: 'mcp.example.com' },
    { name: 'https', protocol: 'HTTPS', port: 443, hostname: 'mcp.example.com', tls: { certificateRefs: [{ name: 'mcp-example-com-tls' }] } },
  ]);
});

test('the MCP server is behind HTTPS alone, with its policy; HTTP only sends clients there, with their method and path', () => {
  const route = objectOf(example.objects, 'HTTPRoute', 'tickets').spec;
  expect(route.parentRefs).toEqual([{ name: 'agentgateway-proxy', namespace: 'mcp', sectionName: 'https' }]);
  expect(objectOf(example.objects, 'AgentgatewayPolicy', 'jwt').spec.targetRefs).toEqual([
    { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'agentgateway-proxy', sectionName: 'https' },
  ]);
  expect(objectOf(example.objects, 'HTTPRoute', 'to-https').spec).toEqual({
    parentRefs: [{ name: 'agentgateway-proxy', namespace: 'mcp', sectionName: 'http' }],
    rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', port: 443, statusCode: 308 } }] }],
  });
});

describe('with TLS ended before the gateway', () => {
  const url = 'http://mcp.example.com:443/mcp';
  let decide: Decide;

  beforeAll(() => {
    decide = decideExample(JSON.parse(JSON.stringify(example.withTestKeys), (name, value: unknown) =>
      name === 'protocol' ? 'HTTP' : name === 'tls' ? undefined : value) as Example['objects']);
  });

  test.each<[string, object, string]>([
    ['an employee', {}, 'allowed'],
    ['a contractor', { employment: 'contractor' }, '403 authorization failed'],
    ['an employee with a token for another service', { aud: 'payroll' }, '401 authentication failure: the token is invalid or malformed: Error(InvalidAudience)'],
    ['an employee with a token for nobody', { aud: undefined }, '403 authorization failed'],
  ])('%s: %j: %s', async (_, claims, expected) => {
    expect(await decide(url, example.sign({ ...employee, ...claims }))).toBe(expected);
  });

  test('nobody gets in without a token', async () => {
    expect(await decide(url, undefined)).toBe('401 authentication failure: no bearer token found');
  });

  test('no way leads past HTTPS, nor from another host', async () => {
    const token = example.sign(employee);
    expect(await decide('http://mcp.example.com/mcp', token)).toBe('500 no valid backends');
    expect(await decide('http://other.example.com:443/mcp', token)).toBe('404 listener not found');
  });
});

test('the proxy does not end TLS or send clients elsewhere yet', async () => {
  expect(await refusals(running, example.withTestKeys)).toEqual([
    '`spec.rules[0].filters[0]` of HTTPRoute `mcp/to-https` is not implemented by the proxy',
    'listener `https` of Gateway `mcp/agentgateway-proxy` has the protocol `HTTPS`, the proxy serves only HTTP',
  ]);
});
