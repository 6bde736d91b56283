import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Include, Testing } from 'cdk8s';
import { ClaimRule, Diagnostics, Jwks, JwtPolicy, McpBackend, McpGateway, McpTarget } from '../../src';
import { diagnose } from '../../src/diagnostics';
import { readManifests } from '../../src/manifest';
import { GUIDE_JWKS } from '../fixtures/guide';

const badPolicy = {
  apiVersion: 'agentgateway.dev/v1alpha1',
  kind: 'AgentgatewayPolicy',
  metadata: { name: 'raw', namespace: 'mcp' },
  spec: {
    targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gateway' }],
    traffic: { authorization: { action: 'Deny', policy: { matchExpressions: ['jwt.sub ='] } } },
  },
};

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

describe('an app without any construct of this package', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'diagnostics-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function rawApp(): { app: App; chart: Chart; included: Include } {
    const app = new App({ outdir: join(folder, 'out') });
    const chart = new Chart(app, 'raw');
    new ApiObject(chart, 'policy', badPolicy);
    const file = join(folder, 'policy.yaml');
    writeFileSync(file, JSON.stringify({ ...badPolicy, metadata: { name: 'included', namespace: 'mcp' } }));
    return { app, chart, included: new Include(new Chart(app, 'included'), 'file', { url: file }) };
  }

  test('is checked as a whole once it is asked for its diagnostics', () => {
    const { app } = rawApp();
    Diagnostics.of(app);

    expect(() => app.synth()).toThrow(/\[raw\/policy\] error\[A04\][^]*\[included\/file\/\S+\] error\[A04\]/);
  });

  test('is checked as a whole if any construct in it is', () => {
    const { chart, included } = rawApp();
    Diagnostics.of(included);

    expect(() => Testing.synth(chart)).toThrow('[raw/policy] error[A04]');
  });

  test('is not checked unless it is asked', () => {
    expect(() => rawApp().app.synth()).not.toThrow();
  });
});

describe('an object that another app makes', () => {
  /** A chart with a backend on a Service that is not there, served by a gateway. */
  function onForeignService(): { app: App; chart: Chart; backend: McpBackend } {
    const app = Testing.app();
    const chart = new Chart(app, 'access', { namespace: 'mcp' });
    const backend = new McpBackend(chart, 'backend', { metadata: { name: 'tools' }, targets: [McpTarget.serviceName('github', 8080)] });
    const gateway = new McpGateway(chart, 'gateway', { metadata: { name: 'gateway' } });
    gateway.addRoute('/mcp', backend);
    const provider = { issuer: 'me', audiences: ['mcp'], jwks: Jwks.fromText(GUIDE_JWKS) };
    new JwtPolicy(chart, 'jwt', { target: gateway, providers: [provider], allow: [ClaimRule.claim('sub').exists()] });
    return { app, chart, backend };
  }

  const annotation = 'cdk8s-mcp-gateway.dev/external';

  function annotations(objects: readonly { metadata: { name: string; annotations?: Record<string, string> } }[]): unknown {
    return Object.fromEntries(objects.map(({ metadata }) => [metadata.name, metadata.annotations?.[annotation]]).filter(([, value]) => value));
  }

  function errorsOfCheck(objects: readonly unknown[]): string[] {
    const { manifests } = readManifests([{ file: 'app.yaml', text: objects.map((object) => JSON.stringify(object)).join('\n---\n') }]);
    return diagnose(manifests, { targetVersion: '1.4' }).filter(({ severity }) => severity === 'error').map(({ code }) => code);
  }

  test('is missing unless it is named, and the help says how', () => {
    const { chart } = onForeignService();

    expect(() => Testing.synth(chart)).toThrow(/error\[B17\][^]*`Diagnostics\.of\(scope\)\.external\('Service', 'github', 'mcp'\)`/);
  });

  test.each<[string, (given: ReturnType<typeof onForeignService>) => Diagnostics, string | undefined]>([
    ['the construct that names it', ({ backend }) => Diagnostics.of(backend), undefined],
    ['the chart', ({ chart }) => Diagnostics.of(chart), undefined],
    ['the app, where its namespace must be said', ({ app }) => Diagnostics.of(app), 'mcp'],
  ])('can be named for %s, and the objects that name it say so to `check`', (_, of, namespace) => {
    const given = onForeignService();
    of(given).external('Service', 'github', namespace);
    const objects = Testing.synth(given.chart);

    expect(annotations(objects)).toStrictEqual({ tools: 'Service/mcp/github' });
    expect(errorsOfCheck(objects)).toStrictEqual([]);
    expect(Testing.synth(given.chart)).toStrictEqual(objects);
  });

  test.each<[string, (given: ReturnType<typeof onForeignService>) => void]>([
    ['of another kind', ({ backend }) => Diagnostics.of(backend).external('Secret', 'github')],
    ['of another name', ({ backend }) => Diagnostics.of(backend).external('Service', 'gitlab')],
    ['in another namespace', ({ backend }) => Diagnostics.of(backend).external('Service', 'github', 'theirs')],
    ['for another construct', ({ chart }) => Diagnostics.of(chart.node.findChild('gateway')).external('Service', 'github')],
  ])('is still missing where one is named %s', (_, name) => {
    const given = onForeignService();
    name(given);

    expect(() => Testing.synth(given.chart)).toThrow('error[B17]');
  });

  test('that the app makes after all is no mistake', () => {
    const { chart } = onForeignService();
    const spec = { ports: [{ port: 8080, appProtocol: 'agentgateway.dev/mcp' }] };
    new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'github' }, spec });
    Diagnostics.of(chart).external('Service', 'github');

    expect(() => Testing.synth(chart)).not.toThrow();
  });

  test.each([
    ['kind', ['v1/Service', 'github']],
    ['name', ['Service', 'mcp/github']],
    ['name', ['Service', '']],
    ['namespace', ['Service', 'github', 'mcp\nService/a/b']],
  ])('has a %s that manifests can hold', (prop, [kind, name, namespace]) => {
    expect(() => Diagnostics.of(Testing.chart()).external(kind, name, namespace)).toThrow(`\`${prop}\``);
  });
});
