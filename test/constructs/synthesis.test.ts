import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Include, JsonPatch, Lazy, Testing, YamlOutputType } from 'cdk8s';
import { buildSync } from 'esbuild';
import { ClaimRule, JwtPolicy, Jwks, McpBackend, McpGateway, McpTarget, TargetVersion, ToolPolicy } from '../../src';
import { GUIDE_JWKS } from '../fixtures/guide';

const jwks = Jwks.fromText(GUIDE_JWKS);
let folder: string;
let written: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'synthesis-'));
  written = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function newApp(): App {
  return new App({ outdir: join(folder, 'out') });
}

function errorOf(synthesize: () => unknown): string {
  try {
    synthesize();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the synthesis succeeded');
}

/** The line of the code that calls this. */
function thisLine(): number {
  return Number(/synthesis\.test\.ts:(\d+)/.exec(new Error().stack?.split('\n')[2] ?? '')?.[1]);
}

test('an expression that does not parse stops the synthesis, with its code, the path of the construct and the line that made it', () => {
  const app = newApp();
  const chart = new Chart(app, 'access', { namespace: 'mcp' });
  const target = new McpGateway(chart, 'gateway');
  const line = thisLine() + 1;
  new JwtPolicy(chart, 'jwt', { metadata: { name: 'jwt' }, target, providers: [{ issuer: 'me', audiences: ['mcp'], jwks }], allow: [ClaimRule.cel('jwt.sub = "alice"')] });

  const message = errorOf(() => app.synth());

  expect(message).toContain('[access/jwt] error[A04]');
  expect(message).toContain(`construct access/jwt (${__filename}:${line})`);
  expect(message).toContain('AgentgatewayPolicy mcp/jwt spec.traffic.authorization.policy.matchExpressions[0]');
  expect(message).toMatch(/\n +help: /);
  expect(existsSync(join(folder, 'out', 'access.k8s.yaml'))).toBe(false);
});

test('a name that the expression language does not know stops the synthesis', () => {
  const chart = new Chart(newApp(), 'access');
  new JwtPolicy(chart, 'jwt', { target: new McpGateway(chart, 'gateway'), providers: [{ issuer: 'me', audiences: ['mcp'], jwks }], allow: [ClaimRule.cel('claims.sub == "a"')] });

  expect(errorOf(() => Testing.synth(chart))).toContain('[access/jwt] error[A05]');
});

test.each([
  ['is no JSON', '{"keys":[', 'J03'],
  ['holds no key set', '{"kty":"RSA"}', 'J03'],
  ['holds a key without `kid`', JSON.stringify({ keys: [{ ...JSON.parse(GUIDE_JWKS).keys[0], kid: undefined }] }), 'J04'],
  ['holds private material', JSON.stringify({ keys: [{ ...JSON.parse(GUIDE_JWKS).keys[0], d: 'AQAB' }] }), 'J05'],
  ['holds a symmetric key', JSON.stringify({ keys: [{ kty: 'oct', kid: '1', k: 'c2VjcmV0' }] }), 'J05'],
])('a JWK Set that %s stops the synthesis', (_, text, code) => {
  const app = newApp();
  const chart = new Chart(app, 'access');
  const target = new McpGateway(chart, 'gateway');
  const line = thisLine() + 1;
  new JwtPolicy(chart, 'jwt', { target, providers: [{ issuer: 'me', audiences: ['mcp'], jwks: Jwks.fromText(text) }] });

  const message = errorOf(() => app.synthYaml());

  expect(message).toContain(`[access/jwt] error[${code}]`);
  expect(message).toContain(`construct access/jwt (${__filename}:${line})`);
  expect(message).not.toContain('c2VjcmV0');
});

const badPolicy = {
  apiVersion: 'agentgateway.dev/v1alpha1',
  kind: 'AgentgatewayPolicy',
  metadata: { name: 'raw', namespace: 'mcp' },
  spec: {
    targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gateway' }],
    traffic: { authorization: { action: 'Deny', policy: { matchExpressions: ['jwt.sub ='] } } },
  },
};

test('objects that are no constructs of this package are checked too', () => {
  const app = newApp();
  new McpGateway(new Chart(app, 'gateways', { namespace: 'mcp' }), 'gateway', { metadata: { name: 'gateway' } });
  new ApiObject(new Chart(app, 'raw'), 'policy', badPolicy);
  const file = join(folder, 'policy.yaml');
  writeFileSync(file, JSON.stringify({ ...badPolicy, metadata: { name: 'included', namespace: 'mcp' } }));
  new Include(new Chart(app, 'included'), 'file', { url: file });

  const message = errorOf(() => app.synth());

  expect(message).toContain('[raw/policy] error[A04]');
  expect(message).toMatch(/\[included\/file\/\S+\] error\[A04\]/);
});

test('objects in a list are checked too, whether the list is included or made', () => {
  const app = newApp();
  new McpGateway(new Chart(app, 'gateways', { namespace: 'mcp' }), 'gateway', { metadata: { name: 'gateway' } });
  const list = { apiVersion: 'v1', kind: 'List', items: [badPolicy, { ...badPolicy, metadata: { name: 'second', namespace: 'mcp' } }] };
  new ApiObject(new Chart(app, 'raw'), 'list', list);
  const file = join(folder, 'list.yaml');
  writeFileSync(file, JSON.stringify({ ...list, items: [{ ...badPolicy, metadata: { name: 'included', namespace: 'mcp' } }] }));
  new Include(new Chart(app, 'included'), 'file', { url: file });

  const message = errorOf(() => app.synth());

  expect(message.match(/\[raw\/list\] error\[A04\]/g)).toHaveLength(2);
  expect(message).toMatch(/\[included\/file\/\S+\] error\[A04\]/);
});

test('a chart that is rendered again is judged again, also in a program that is bundled into one file', () => {
  const root = join(__dirname, '..', '..');
  const outfile = join(folder, 'bundled.cjs');
  buildSync({
    entryPoints: [join(root, 'test', 'fixtures', 'apps', 'rendered-twice.ts')], bundle: true, platform: 'node', outfile, logLevel: 'error',
  });

  expect(execFileSync(process.execPath, [outfile], { encoding: 'utf8', stdio: 'pipe' })).toContain('error[T02]');
});

test.each([
  [YamlOutputType.FILE_PER_RESOURCE, 'apart'], [YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, 'together'],
])('two objects that cdk8s writes to one file stop the synthesis (%s)', (yamlOutputType, charts) => {
  const app = new App({ outdir: join(folder, 'out'), yamlOutputType });
  const chart = new Chart(app, 'one');
  new McpGateway(chart, 'gateway', { metadata: { name: 'gateway', namespace: 'one' } });
  new McpGateway(charts === 'together' ? chart : new Chart(app, 'two'), 'other', { metadata: { name: 'gateway', namespace: 'two' } });

  expect(errorOf(() => app.synth())).toMatch(/error\[C34\] security: cdk8s writes this object over `one\/gateway\/Resource`: both are in the file `Gateway\.gateway`/);
});

test.each([
  [YamlOutputType.FILE_PER_CHART, 'together'], [YamlOutputType.FILE_PER_APP, 'together'], [YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, 'apart'],
])('two objects of one name in two namespaces are fine where each has a place of its own (%s)', (yamlOutputType, charts) => {
  const app = new App({ outdir: join(folder, 'out'), yamlOutputType });
  const chart = new Chart(app, 'one');
  new McpGateway(chart, 'gateway', { metadata: { name: 'gateway', namespace: 'one' } });
  new McpGateway(charts === 'together' ? chart : new Chart(app, 'two'), 'other', { metadata: { name: 'gateway', namespace: 'two' } });

  expect(() => app.synth()).not.toThrow();
});

test('what a patch adds is checked too', () => {
  const chart = new Chart(newApp(), 'access');
  const gateway = new McpGateway(chart, 'gateway');
  gateway.apiObject.addJsonPatch(JsonPatch.add('/spec/listeners/0/protokoll', 'HTTP'));

  expect(errorOf(() => Testing.synth(chart))).toContain('[access/gateway] error[S01]');
});

test('the policy that holds the requirements is reported for the construct that made it', () => {
  const chart = new Chart(newApp(), 'access');
  new JwtPolicy(chart, 'jwt', {
    target: new McpGateway(chart, 'gateway'),
    providers: [{ issuer: 'me', audiences: ['mcp'], jwks }],
    allow: [ClaimRule.claim('sub').exists()],
    require: [ClaimRule.cel('jwt.team =')],
  });

  expect(errorOf(() => Testing.synth(chart))).toContain('[access/jwt] error[A04]');
});

test('the app is judged by the release that its context names', () => {
  const app = newApp();
  app.node.setContext('cdk8s-mcp-gateway/targetVersion', TargetVersion.V1_0);
  const chart = new Chart(app, 'access', { namespace: 'mcp' });
  new McpGateway(chart, 'gateway', { metadata: { name: 'gateway' } });
  new ApiObject(chart, 'policy', {
    ...badPolicy, spec: { ...badPolicy.spec, traffic: { authorization: { action: 'Require', policy: { matchExpressions: ['jwt.sub == "a"'] } } } },
  });

  expect(errorOf(() => app.synth())).toMatch(/\[access\/policy\] error\[(A16|C33)\]/);
});

describe('the app is judged once for each synthesis', () => {
  /** An app of three charts, and a counter of how often one of its objects was rendered: once to be judged and once to be written. */
  function countedApp(): { app: App; chart: Chart; rendered: () => number } {
    const app = newApp();
    const chart = new Chart(app, 'one');
    new Chart(app, 'two');
    new Chart(app, 'three');
    new McpGateway(chart, 'gateway');
    let count = 0;
    new ApiObject(chart, 'counted', { apiVersion: 'v1', kind: 'ConfigMap', data: Lazy.any({ produce: () => ({ count: String(++count) }) }) });
    return { app, chart, rendered: () => count };
  }

  test.each<[string, (app: App, chart: Chart) => unknown]>([
    ['of the app', (app) => app.synth()],
    ['of the app as a text', (app) => app.synthYaml()],
    ['of a chart', (_, chart) => Testing.synth(chart)],
  ])('%s', (_, synthesize) => {
    const { app, chart, rendered } = countedApp();
    synthesize(app, chart);
    expect(rendered()).toBe(2);
    synthesize(app, chart);
    expect(rendered()).toBe(4);
  });

  test('and what was added after one synthesis is judged in the next', () => {
    const chart = new Chart(newApp(), 'access');
    const jwt = new JwtPolicy(chart, 'jwt', { target: new McpGateway(chart, 'gateway'), providers: [{ issuer: 'me', audiences: ['mcp'], jwks }] });
    Testing.synth(chart);
    jwt.allow(ClaimRule.cel('jwt.sub ='));

    expect(() => Testing.synth(chart)).toThrow('error[A04]');
  });

  test('and an error that was mended is gone', () => {
    const chart = new Chart(newApp(), 'access');
    const gateway = new McpGateway(chart, 'gateway');
    gateway.apiObject.addJsonPatch(JsonPatch.add('/spec/listeners/0/protokoll', 'HTTP'));
    expect(() => Testing.synth(chart)).toThrow('error[S01]');
    gateway.apiObject.addJsonPatch(JsonPatch.remove('/spec/listeners/0/protokoll'));

    expect(() => Testing.synth(chart)).not.toThrow();
  });
});

test('objects that the app names without making them are not missing', () => {
  const app = newApp();
  const chart = new Chart(app, 'access', { namespace: 'mcp' });
  const gateway = McpGateway.fromGatewayName(chart, 'gateway', 'shared');
  const backend = McpBackend.fromBackendName(chart, 'tools', 'tools', 'theirs');
  gateway.addRoute('/mcp', backend);
  new JwtPolicy(chart, 'jwt', { target: gateway, providers: [{ issuer: 'me', audiences: ['mcp'], jwks }] });

  expect(() => app.synth()).not.toThrow();
});

test('warnings are written to the error stream once', () => {
  const app = newApp();
  const chart = new Chart(app, 'access');
  const backend = new McpBackend(chart, 'backend', { targets: [McpTarget.host('tools.example.com')] });
  const gateway = new McpGateway(chart, 'gateway');
  new JwtPolicy(chart, 'jwt', { target: gateway, providers: [{ issuer: 'me', audiences: ['mcp'], jwks }] });
  new ToolPolicy(chart, 'tools', { target: backend, deny: [ClaimRule.tool('delete')] });
  const line = thisLine() + 1;
  gateway.addRoute('/mcp', backend, { requestHeaders: { set: { Authorization: 'Bearer ghp_abc' } } });

  app.synth();
  app.synth();

  const about = written.filter((text) => text.includes('[B27]'));
  expect(about).toHaveLength(1);
  expect(about[0]).toContain(`construct access/gateway/route-mcp (${__filename}:${line})`);
  expect(about[0]).not.toContain('ghp_abc');
});

test('a program that makes a bad policy ends with an error that names its line', () => {
  const root = join(__dirname, '..', '..');
  const program = join(root, 'test', 'fixtures', 'apps', 'bad-expression.ts');
  const run = (): unknown => execFileSync(
    process.execPath, [join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs'), program],
    { env: { ...process.env, CDK8S_OUTDIR: join(folder, 'out') }, stdio: 'pipe', encoding: 'utf8' },
  );

  const message = errorOf(run);

  expect(message).toContain('[access/jwt] error[A04]');
  expect(message).toContain(`construct access/jwt (${program}:7)`);
});
