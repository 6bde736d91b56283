import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../examples/secure-github-mcp/run-command';

const LIB = join(__dirname, '../../lib');

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'launch-')); });
afterEach(() => rmSync(folder, { recursive: true }));

async function launch(files: readonly string[]) {
  files.forEach((file) => copyFileSync(join(LIB, file), join(folder, file)));
  return runCommand(process.execPath, [join(folder, 'cdk8s-mcp-gateway.cjs'), 'cel', '1 + 1 == 2', '--format', 'json']);
}

const allowed = expect.objectContaining({ code: 0, stdout: expect.stringContaining('"allow":true'), stderr: '' });

test('the program starts with its code compiled ahead', async () => {
  expect(await launch(['cdk8s-mcp-gateway.cjs', 'program.cjs', 'program.cjs.compiled'])).toEqual(allowed);
});

test('the program starts where no code was compiled ahead', async () => {
  expect(await launch(['cdk8s-mcp-gateway.cjs', 'program.cjs'])).toEqual(allowed);
});

test('the program starts where what was compiled ahead is not for this Node', async () => {
  writeFileSync(join(folder, 'program.cjs.compiled'), Buffer.alloc(4096, 1));
  expect(await launch(['cdk8s-mcp-gateway.cjs', 'program.cjs'])).toEqual(allowed);
});

test('the Node that compiled the program ahead takes what it made', async () => {
  const accepted = 'const { Script } = require("node:vm"); const { readFileSync } = require("node:fs"); const [, file] = process.argv;'
    + 'const source = require("node:module").wrap(readFileSync(file, "utf8"));'
    + 'console.log(!new Script(source, { filename: file, cachedData: readFileSync(`${file}.compiled`) }).cachedDataRejected);';
  expect(await runCommand(process.execPath, ['-e', accepted, join(LIB, 'program.cjs')])).toEqual({ code: 0, stdout: 'true\n', stderr: '' });
});
