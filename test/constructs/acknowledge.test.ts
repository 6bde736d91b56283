import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Include, Testing } from 'cdk8s';
import { Diagnostics, Jwks, JwtPolicy, McpBackend, McpGateway, McpTarget } from '../../src';
import { GUIDE_JWKS } from '../fixtures/guide';

const annotation = 'cdk8s-mcp-gateway.dev/acknowledge';
let written: string[];

beforeEach(() => {
  written = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
});

afterEach(() => jest.restoreAllMocks());

/** Two policies with a key that has no `alg`, each on a gateway of its own. */
function twoPolicies(): { app: App; chart: Chart; one: JwtPolicy; other: JwtPolicy } {
  const app = Testing.app();
  const chart = new Chart(app, 'access', { namespace: 'mcp' });
  const jwks = Jwks.fromText(GUIDE_JWKS);
  const [one, other] = ['one', 'other'].map((name) => new JwtPolicy(chart, name, {
    metadata: { name }, target: new McpGateway(chart, `${name}-gateway`), providers: [{ issuer: 'me', audiences: ['mcp'], jwks }],
  }));
  return { app, chart, one, other };
}

function annotations(chart: Chart): Record<string, string> {
  return Object.fromEntries(Testing.synth(chart)
    .filter(({ metadata }: { metadata: { annotations?: object } }) => metadata.annotations)
    .map(({ metadata }: { metadata: { name: string; annotations: Record<string, string> } }) => [metadata.name, metadata.annotations[annotation]]));
}

function warningsAbout(code: string): string[] {
  return written.filter((text) => text.includes(`[${code}]`));
}

test('a finding that is acknowledged is not printed, and its object says why', () => {
  const { chart, one } = twoPolicies();
  Diagnostics.of(one).acknowledge('J27', 'single tenant');

  expect(annotations(chart)).toStrictEqual({ one: 'J27: single tenant' });
  expect(warningsAbout('J27')).toHaveLength(1);
  expect(warningsAbout('J27')[0]).toContain('construct access/other');
});

test('what is acknowledged for the app holds for every object with the finding, and for no other', () => {
  const { app, chart } = twoPolicies();
  Diagnostics.of(app).acknowledge('J27', 'single tenant');

  expect(annotations(chart)).toStrictEqual({ one: 'J27: single tenant', other: 'J27: single tenant' });
  expect(warningsAbout('J27')).toStrictEqual([]);
});

test('the nearest reason is the one that counts', () => {
  const { app, chart, one } = twoPolicies();
  Diagnostics.of(one).acknowledge('J27', 'a private issuer');
  Diagnostics.of(app).acknowledge('J27', 'single tenant');

  expect(annotations(chart)).toStrictEqual({ one: 'J27: a private issuer', other: 'J27: single tenant' });
});

test('an acknowledged error does not stop the synthesis', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'access', { namespace: 'mcp' });
  new McpGateway(chart, 'gateway');
  const policy = new ApiObject(chart, 'policy', {
    apiVersion: 'agentgateway.dev/v1alpha1',
    kind: 'AgentgatewayPolicy',
    metadata: { name: 'raw' },
    spec: {
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'absent' }],
      traffic: { authorization: { policy: { matchExpressions: ['jwt.sub ='] } } },
    },
  });
  expect(() => app.synthYaml()).toThrow('[A04]');
  for (const code of new Set([...errorOf(() => app.synthYaml()).matchAll(/error\[(\w+)\]/g)].map(([, found]) => found))) {
    Diagnostics.of(policy).acknowledge(code, 'a test');
  }

  expect(app.synthYaml()).toContain('A04: a test');
});

test('synthesizing twice gives the same bytes', () => {
  const { app } = twoPolicies();
  Diagnostics.of(app).acknowledge('J27', 'single tenant');

  expect(app.synthYaml()).toBe(app.synthYaml());
});

test('an acknowledgement that matches nothing is reported with the construct it was given for', () => {
  const { app, chart } = twoPolicies();
  const backend = new McpBackend(chart, 'backend', { targets: [McpTarget.host('tools.example.com', { tls: true })] });
  Diagnostics.of(backend).acknowledge('B27', 'no secret');
  app.synthYaml();

  expect(warningsAbout('S04')).toHaveLength(1);
  expect(warningsAbout('S04')[0]).toContain('`B27` is acknowledged and not found');
  expect(warningsAbout('S04')[0]).toContain(`construct access/backend (${__filename}:`);
});

test('an acknowledgement that matches nothing is in the manifests, so that the command reports it too', () => {
  const { chart, one } = twoPolicies();
  Diagnostics.of(one).acknowledge('B27', 'never there');

  expect(annotations(chart)).toStrictEqual({ one: 'B27: never there' });
});

test('what is no longer found is no longer acknowledged in the manifests, and what the user wrote stays', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'access', { namespace: 'mcp' });
  const policy = new ApiObject(chart, 'policy', {
    apiVersion: 'agentgateway.dev/v1alpha1',
    kind: 'AgentgatewayPolicy',
    metadata: { name: 'policy', annotations: { note: 'mine' } },
    spec: {
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'late' }],
      traffic: { authorization: { policy: { matchExpressions: ['request.path == "/mcp"'] } } },
    },
  } as ConstructorParameters<typeof ApiObject>[2]);
  Diagnostics.of(policy).acknowledge('T02', 'made later');
  expect(annotations(chart)).toStrictEqual({ policy: 'T02: made later' });

  new McpGateway(chart, 'late', { metadata: { name: 'late' } });
  Diagnostics.of(policy).acknowledge('T02', 'not made yet');
  const [policyWritten] = Testing.synth(chart).filter(({ metadata }: { metadata: { name: string } }) => metadata.name === 'policy');
  expect(policyWritten.metadata.annotations).toStrictEqual({ note: 'mine', [annotation]: 'T02: not made yet' });
});

test('objects of an included file can be acknowledged, beside what they acknowledge themselves', () => {
  const folder = mkdtempSync(join(tmpdir(), 'acknowledge-'));
  const app = Testing.app();
  const chart = new Chart(app, 'access', { namespace: 'mcp' });
  const file = join(folder, 'route.yaml');
  writeFileSync(file, JSON.stringify({
    apiVersion: 'agentgateway.dev/v1alpha1',
    kind: 'AgentgatewayBackend',
    metadata: { name: 'tools', annotations: { [annotation]: 'B14: a test server' } },
    spec: { mcp: { targets: [{ name: 'a', static: { host: 'a.example.com', port: 443, policies: { auth: { key: 'abc' } } } }] } },
  }));
  const included = new Include(chart, 'file', { url: file });
  rmSync(folder, { recursive: true });
  Diagnostics.of(included).acknowledge('B27', 'a public key');

  expect(annotations(chart)).toStrictEqual({ tools: 'B14: a test server\nB27: a public key' });
});

test.each([
  ['a code that is none', 'J8', 'why', '`code` is `J8`, which is no code of a finding'],
  ['a code of the schema', 'S01', 'why', '`code` is `S01`, a finding of the schema, which cannot be acknowledged'],
  ['no reason', 'J08', ' ', '`reason` is empty'],
  ['a reason of two lines', 'J08', 'a\nB27: b', '`reason` has more than one line'],
])('%s is refused', (_, code, reason, message) => {
  expect(() => Diagnostics.of(Testing.app()).acknowledge(code, reason)).toThrow(message);
});

function errorOf(synthesize: () => unknown): string {
  try {
    synthesize();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}
