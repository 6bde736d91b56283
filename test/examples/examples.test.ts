import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runShell } from '../docs/shell-block';
import { commandLine } from '../support/command';
import { docBlocks } from '../support/doc-blocks';
import { Running } from '../support/running';
import { exampleNames, synthesizeExamples } from './support/synthesize-examples';

jest.setTimeout(120_000);

const root = join(__dirname, '../..');
const examples = join(root, 'examples');
// its findings are those of the guide that it follows word for word; it has tests of its own
const names = exampleNames.filter((name) => name !== 'secure-github-mcp');

const running = new Running();
let first: string;
let second: string;

beforeAll(async () => {
  first = await running.folder({});
  second = await running.folder({});
  await Promise.all([synthesizeExamples(names, first), synthesizeExamples([...names].reverse(), second)]);
});

/** The files in a folder and below, with their text. */
function filesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map(({ name, parentPath }) => {
    const path = join(parentPath, name);
    return [relative(folder, path), readFileSync(path, 'utf8')];
  }).sort());
}

describe.each(names)('%s', (name) => {
  test('synthesizes to the same bytes each time, whatever was synthesized before', () => {
    const files = filesOf(join(first, name));
    expect(Object.keys(files).length).toBeGreaterThan(0);
    expect(filesOf(join(second, name))).toEqual(files);
  });

  test('has neither errors nor warnings', async () => {
    const { code, stdout, stderr } = await commandLine('check', join(first, name), '--format', 'json', '--fail-on', 'warning');
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { severity: string; acknowledged?: string }[] };
    expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('begins with what it sets up and who may do what', () => {
    const lines = readFileSync(join(examples, name, 'main.ts'), 'utf8').split('\n');
    const header = lines.slice(0, lines.findIndex((line) => !line.startsWith('//')));
    expect(header.filter((line) => line !== '//')).toHaveLength(3);
  });

  test('is started by cdk8s as all examples are', () => {
    const config = (example: string) => readFileSync(join(examples, example, 'cdk8s.yaml'), 'utf8');
    expect(config(name)).toBe(config('secure-github-mcp'));
  });
});

test('the README lists every example once', () => {
  const listed = [...readFileSync(join(examples, 'README.md'), 'utf8').matchAll(/^\| \[([\w-]+)\]\(([\w-]+)\/main\.ts\) \|/gm)];
  expect(listed.map(([, title]) => title).sort()).toEqual(exampleNames);
  expect(listed.every(([, title, folder]) => title === folder)).toBe(true);
});

test('the commands of the README run', async () => {
  const folder = await running.folder({});
  for (const entry of ['lib', 'node_modules', 'package.json', 'src', 'tsconfig.json']) {
    symlinkSync(join(root, entry), join(folder, entry));
  }
  // a copy, because the commands write into it
  mkdirSync(join(folder, 'examples'));
  for (const entry of ['tool-access', 'tsconfig.json']) {
    cpSync(join(examples, entry), join(folder, 'examples', entry), { recursive: true });
  }
  const [block, ...others] = docBlocks(join(examples, 'README.md'), 'examples/README.md');
  expect(others).toEqual([]);
  expect(await runShell(block.text, { folder, url: '' })).toMatchObject({ code: 0 });
  const published = JSON.parse(readFileSync(join(folder, 'keys/jwks.json'), 'utf8')) as { keys: [{ x: string }] };
  expect(filesOf(join(folder, 'dist'))['tool-access.k8s.yaml']).toContain(published.keys[0].x);
});
