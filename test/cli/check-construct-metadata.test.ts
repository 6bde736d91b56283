import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { main } from '../../src/cli/run';
import type { Diagnostic } from '../../src/diagnostics';

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'check-constructs-')); });
afterEach(() => rmSync(folder, { recursive: true }));

async function check(...paths: readonly string[]) {
  let [stdout, stderr] = ['', ''];
  const io = { stdout: (text: string) => { stdout += text; }, stderr: (text: string) => { stderr += text; }, stdin: () => Promise.resolve('') };
  const code = await main(['check', '--format', 'json', ...paths.map((path) => join(folder, path))], io);
  return { code, stderr, diagnostics: stdout === '' ? [] : (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics };
}

/** An app of which a Gateway with a wrong label and its name is all that there is. */
function synthesize(outdir: string, name = 'my-gateway', ...others: readonly string[]): void {
  const app = new App({ outdir: join(folder, outdir), recordConstructMetadata: true });
  const chart = new Chart(app, 'infra');
  new ApiObject(chart, 'entry', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name, namespace: 'ns', labels: { a: 'not a label' } },
    spec: { gatewayClassName: 'agentgateway', listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Same' } } }] },
  });
  for (const other of others) new ApiObject(chart, other, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: other, namespace: 'ns' } });
  app.synth();
}

const constructsOf = (diagnostics: readonly Diagnostic[]) => diagnostics.filter(({ code }) => code === 'C34').map(({ construct }) => construct);

test('what cdk8s records of constructs is no manifest, and names the construct of a finding', async () => {
  synthesize('dist');
  const { code, diagnostics } = await check('dist');
  expect(diagnostics.filter(({ code: found }) => found === 'S03')).toEqual([]);
  expect(constructsOf(diagnostics)).toEqual([{ path: 'infra/entry' }]);
  expect(code).toBe(1);
});

test('a name that two objects have names no construct', async () => {
  synthesize('dist', 'my-gateway', 'my-gateway');
  expect(constructsOf((await check('dist')).diagnostics)).toEqual([undefined]);
});

test('a record speaks for its own folder', async () => {
  synthesize('one');
  synthesize('two', 'other-gateway');
  writeFileSync(join(folder, 'mine.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: my-gateway, namespace: ns, labels: { a: b c } }\n');
  expect(constructsOf((await check('.')).diagnostics)).toEqual([undefined, { path: 'infra/entry' }, { path: 'infra/entry' }]);
});

test.each([
  ['no such form', '{"version":"1.0.0","things":{}}', 'document has no `apiVersion`'],
  ['no JSON', '{"version":', 'this is not valid YAML: a bracket or a quote is still open here'],
])('a file of that name and %s is judged as any other', async (_, text, message) => {
  synthesize('dist');
  writeFileSync(join(folder, 'dist/construct-metadata.json'), text);
  const { diagnostics } = await check('dist');
  expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'S03', message }));
  expect(constructsOf(diagnostics)).toEqual([undefined]);
});

test('a folder with the record alone is wrong use', async () => {
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist/construct-metadata.json'), '{"version":"1.0.0","resources":{}}');
  const { code, stderr } = await check('dist');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: `.*construct-metadata\.json` is no manifest\n {2}help: /);
});
