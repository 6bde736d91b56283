import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/run';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cdk8s-mcp-gateway-'));
});

afterEach(() => rm(folder, { recursive: true }));

interface Checked {
  readonly code: number;
  readonly stderr: string;
  readonly diagnostics: readonly { readonly code: string; readonly message: string; readonly source?: { readonly line: number; readonly column: number } }[];
}

/** `check` of a folder with one file of this content. */
async function checkFile(content: string | Uint8Array): Promise<Checked> {
  await writeFile(join(folder, 'bad.yaml'), content);
  let stdout = '';
  let stderr = '';
  const code = await main(['check', folder, '--format', 'json'], {
    stdout: (text) => { stdout += text; },
    stderr: (text) => { stderr += text; },
    stdin: async () => '',
  });
  return { code, stderr, diagnostics: stdout === '' ? [] : (JSON.parse(stdout) as Checked).diagnostics };
}

/** The heap that reading may take beside what the file itself needs. */
const MEGABYTE = 1024 * 1024;

const policy = (spec: string): string => `apiVersion: agentgateway.dev/v1alpha1\nkind: AgentgatewayPolicy\nmetadata: { name: p, namespace: n }\nspec: ${spec}\n`;

/** Ten levels of ten aliases each: ten thousand million items if they were followed. */
const ALIAS_BOMB = ['a0: &a0 [lol, lol]', ...Array.from({ length: 10 }, (_, index) =>
  `a${index + 1}: &a${index + 1} [${Array(10).fill(`*a${index}`).join(', ')}]`)].join('\n');

test.each<[string, string | Uint8Array, number, number]>([
  ['an alias bomb', ALIAS_BOMB, 1, 1],
  ['an alias bomb inside an object', `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata:\n${ALIAS_BOMB.replace(/^/gm, '  ')}\n`, 1, 1],
  ['an alias of itself', 'a: &a [*a]\n', 1, 1],
  ['an alias of nothing', 'apiVersion: v1\nkind: *nothing\n', 2, 7],
  ['a key that is there twice', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\nmetadata: { name: b }\n', 4, 1],
  ['a key that is a number', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n1: x\n', 4, 1],
  ['a key that is a list', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n? [a, b]\n: x\n', 4, 3],
  ['a document that is a list', '- a\n- b\n', 1, 1],
  ['a document that is a text', 'hello\n', 1, 1],
  ['a document that is a number, after one that is good', `${policy('{}')}---\n42\n`, 6, 1],
  ['a template', 'apiVersion: v1\nkind: {{ .Values.kind }}\n', 2, 8],
  ['a binary file', Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256), 1, 1],
  ['an archive', Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 0, 1, 2, 3]), 1, 1],
  ['brackets that never close', '['.repeat(100_000), 1, 1],
])('%s is reported with its position', async (_name, content, line, column) => {
  const { code, stderr, diagnostics } = await checkFile(content);
  const errors = diagnostics.filter(({ source }) => source !== undefined);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(errors.length).toBeGreaterThan(0);
  expect(errors.some(({ source }) => source!.line >= line && (source!.line > line || source!.column >= column))).toBe(true);
  for (const { message } of diagnostics) {
    expect(message).not.toMatch(/\n|\bat .+:\d+:\d+/);
  }
});

test.each([
  ['a text', policy('nothing')],
  ['a list', policy('[]')],
  ['null', policy('~')],
  ['targets of wrong types', policy('{ targetRefs: { a: 1 }, traffic: [], backend: 7, frontend: yes }')],
  ['metadata that is a list', policy('{}').replace('{ name: p, namespace: n }', '[a]')],
  ['a kind that is a number', policy('{}').replace('AgentgatewayPolicy', '7')],
  ['labels that are numbers', policy('{}').replace('name: p', 'name: p, labels: { a: 1 }')],
])('%s in the place of what a policy holds is reported with its position', async (_name, text) => {
  const { code, diagnostics } = await checkFile(text);
  expect(code).toBe(1);
  expect(diagnostics[0].source?.line).toBeGreaterThan(0);
});

test('a file of 50 MB is refused unread', async () => {
  const text = `${policy('{}')}${'# a comment that fills the file to its end\n'.repeat(50 * MEGABYTE / 43)}`;
  const before = process.memoryUsage().heapUsed;
  const { code, diagnostics } = await checkFile(text);
  expect(code).toBe(1);
  expect(diagnostics).toEqual([expect.objectContaining({ code: 'S03', message: expect.stringContaining('more than the'), source: expect.objectContaining({ line: 1 }) })]);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(300 * MEGABYTE);
});

test('an empty folder is wrong use', async () => {
  let stderr = '';
  await mkdir(join(folder, 'empty'));
  const code = await main(['check', join(folder, 'empty')], { stdout: () => undefined, stderr: (text) => { stderr += text; }, stdin: async () => '' });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: folder `.*` holds no manifest\n {2}help: /);
});

test('an empty file has no findings', async () => {
  expect(await checkFile('')).toEqual({ code: 0, stderr: '', diagnostics: [] });
});
