import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/run';

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'check-order-')); });
afterEach(() => rmSync(folder, { recursive: true }));

test('findings come in the order of their files by code units, whatever the locale', async () => {
  for (const name of ['a.yaml', 'B.yaml', 'ä.yaml', 'z.yaml']) writeFileSync(join(folder, name), 'no object\n');
  let stdout = '';
  await main(['check', '--format', 'json', folder], { stdout: (text) => { stdout += text; }, stderr: () => undefined, stdin: () => Promise.resolve('') });

  expect(JSON.parse(stdout).diagnostics.map(({ source }: { source: { file: string } }) => source.file.slice(folder.length + 1)))
    .toStrictEqual(['B.yaml', 'a.yaml', 'z.yaml', 'ä.yaml']);
});
