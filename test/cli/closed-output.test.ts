import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

jest.setTimeout(60_000);

const ROOT = join(__dirname, '../..');

let folder: string;
let program: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'closed-output-'));
  program = join(folder, 'program.cjs');
  await build({ entryPoints: [join(ROOT, 'src/cli/main.ts')], outfile: program, bundle: true, platform: 'node', target: 'node20', format: 'cjs' });
  // more than a pipe holds
  writeFileSync(join(folder, 'big.yaml'), Array.from({ length: 2000 }, (_, index) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: Not_A_Name_${index}, namespace: ns }\n`).join('---\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the program and reads one piece of its output, or nothing at all. */
function runAndLeave(args: readonly string[], stream: 'stdout' | 'stderr', read: boolean): Promise<{ code: number | null; signal: string | null; other: string }> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let other = '';
    child[stream === 'stdout' ? 'stderr' : 'stdout'].on('data', (data) => { other += String(data); });
    if (read) child[stream].once('data', () => child[stream].destroy());
    else child[stream].destroy();
    child.on('error', fail);
    child.on('close', (code, signal) => done({ code, signal, other }));
  });
}

test.each(['text', 'json', 'sarif', 'junit', 'github'])('whoever has read enough of a report in %s hears no complaint', async (format) => {
  expect(await runAndLeave(['check', '--format', format, folder], 'stdout', true)).toEqual({ code: 1, signal: null, other: '' });
});

test('whoever closes the errors hears none', async () => {
  expect(await runAndLeave(['check', join(folder, 'nowhere')], 'stderr', false)).toEqual({ code: 2, signal: null, other: '' });
});
