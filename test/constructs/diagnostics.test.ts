import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Include, Testing } from 'cdk8s';
import { Diagnostics } from '../../src';

const badPolicy = {
  apiVersion: 'agentgateway.dev/v1alpha1',
  kind: 'AgentgatewayPolicy',
  metadata: { name: 'raw', namespace: 'mcp' },
  spec: {
    targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gateway' }],
    traffic: { authorization: { action: 'Deny', policy: { matchExpressions: ['jwt.sub ='] } } },
  },
};

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
