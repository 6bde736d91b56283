import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/run';

const CRDS = join(__dirname, '../fixtures/crds');

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'check-crds-')); });
afterEach(() => rmSync(folder, { recursive: true }));

async function check(manifest: string, ...options: string[]) {
  writeFileSync(join(folder, 'in.yaml'), manifest);
  let [stdout, stderr] = ['', ''];
  const io = { stdout: (text: string) => { stdout += text; }, stderr: (text: string) => { stderr += text; }, stdin: () => Promise.resolve('') };
  const code = await main(['check', '--format', 'json', ...options, join(folder, 'in.yaml')], io);
  return { code, stdout, stderr };
}

const widget = (spec: string) => `apiVersion: test.example/v1\nkind: Widget\nmetadata:\n  name: w\nspec: ${spec}\n`;

test('what the CRDs refuse fails the check, at its place', async () => {
  const { code, stdout } = await check(widget('{ limit: 2 }'), '--crds', CRDS);
  expect(code).toBe(1);
  expect(JSON.parse(stdout).diagnostics).toEqual([expect.objectContaining({
    code: 'S02', message: 'field `spec.size`: size 3 is over 2', source: { file: join(folder, 'in.yaml'), line: 5, column: 1 },
  })]);
});

test('an object that the CRDs accept is not called one of an unknown kind', async () => {
  expect(JSON.parse((await check(widget('{}'), '--crds', CRDS)).stdout).diagnostics).toEqual([]);
  expect(JSON.parse((await check(widget('{}'))).stdout).diagnostics).toEqual([expect.objectContaining({ code: 'S05', severity: 'info' })]);
});

test('a folder without CRDs is wrong use', async () => {
  const { code, stderr } = await check(widget('{}'), '--crds', folder);
  expect({ code, stderr }).toEqual({ code: 2, stderr: `error: \`${folder}\` holds no CRD\n  help: name a folder with the CustomResourceDefinitions of your cluster\n` });
});
