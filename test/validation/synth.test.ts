import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackage } from './installed-package';
import { GUIDE_MANIFESTS } from '../support/guide-manifests';

jest.setTimeout(120_000);

const ROOT = join(__dirname, '../..');

let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'cdk8s-mcp-gateway-'));
  await installPackage(project);
  const [, snippet] = /```yaml\n(.*?)```/s.exec(await readFile(join(ROOT, 'docs/validation-plugin.md'), 'utf8'))!;
  await writeFile(join(project, 'cdk8s.yaml'), snippet);
  await writeFile(join(project, 'main.js'), `
const { App, Chart, Include } = require('cdk8s');
const app = new App({ recordConstructMetadata: true });
const chart = new Chart(app, 'gateway');
process.env.MANIFESTS.split(',').forEach((url, index) => new Include(chart, 'part' + index, { url }));
app.synth();
`);
});

afterAll(() => rm(project, { recursive: true }));

/** `cdk8s synth` of an app that includes these manifests. */
function synth(manifests: readonly string[], ...args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, MANIFESTS: manifests.join(','), CDK8S_DISABLE_UPGRADE_CHECK: '1', CHECK_UPGRADE: '0' };
    execFile(process.execPath, [join(ROOT, 'node_modules/cdk8s-cli/bin/cdk8s'), 'synth', '--check-upgrade=false', ...args], { cwd: project, env },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }));
  });
}

test('an app without errors is synthesized, its warnings reported', async () => {
  const { code, output } = await synth(GUIDE_MANIFESTS.authorization);
  expect(output).toContain('B27 warning (1 occurrences)');
  expect(output).toContain('Validations finished');
  expect(code).toBe(0);
});

test('an app with an error fails, with the code, the construct and the way out', async () => {
  const policy = join(project, 'policy.yaml');
  const text = await readFile(GUIDE_MANIFESTS.authorization.at(-1)!, 'utf8');
  await writeFile(policy, text.replace('jwt.sub == "alice"', 'jwtt.sub == "alice"'));
  const report = join(project, 'report.json');
  const { code, output } = await synth([...GUIDE_MANIFESTS.authorization.slice(0, -1), policy], '--validation-reports-output-file', report);
  expect(output).toContain('A05 error (1 occurrences)');
  expect(output).toMatch(/Construct Path: gateway\/part2\//);
  expect(output).not.toMatch(/\n\s+at .+:\d+:\d+/);
  expect(code).toBe(2);
  expect(await readFile(report, 'utf8')).toContain('matchExpressions[0]');
});
