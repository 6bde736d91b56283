import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/run';
import type { Diagnostic } from '../../src/diagnostics';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cdk8s-mcp-gateway-'));
});

afterEach(() => rm(folder, { recursive: true }));

interface Checked {
  readonly code: number;
  readonly stderr: string;
  readonly diagnostics: readonly Pick<Diagnostic, 'code' | 'message' | 'source'>[];
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

const policy = (spec: string): string => `apiVersion: agentgateway.dev/v1alpha1\nkind: AgentgatewayPolicy\nmetadata: { name: p, namespace: ns }\nspec: ${spec}\n`;

/** Ten levels of ten aliases each: ten thousand million items if they were followed. */
const ALIAS_BOMB = ['a0: &a0 [lol, lol]', ...Array.from({ length: 10 }, (_, index) =>
  `a${index + 1}: &a${index + 1} [${Array(10).fill(`*a${index}`).join(', ')}]`)].join('\n');

test.each<[string, string | Uint8Array, string]>([
  ['an alias bomb', ALIAS_BOMB, '4:35 aliases expand to more than 100000 values'],
  ['an alias bomb inside an object', `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata:\n${ALIAS_BOMB.replace(/^/gm, '  ')}\n`,
    '8:37 aliases expand to more than 100000 values'],
  ['an alias of itself', 'a: &a [*a]\n', '1:8 alias `*a` stands inside its own anchor'],
  ['an alias of nothing', 'apiVersion: v1\nkind: *nothing\n', '2:7 alias `*nothing` has no anchor before it'],
  ['a key that is there twice', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\nmetadata: { name: b }\n', '4:1 key `metadata` is written twice'],
  ['a key that is a number', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n1: x\n', '4:1 map key `1` is not a text'],
  ['a key that is a list', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n? [a, b]\n: x\n', '4:3 map key is not a text'],
  ['a document that is a list', '- a\n- b\n', '1:1 document is a list, not an object'],
  ['a document that is a text', 'hello\n', '1:1 document is a text, not an object'],
  ['a document that is a number, after another', `${policy('{}')}---\n42\n`, '6:1 document is a number, not an object'],
  ['a template', 'apiVersion: v1\nkind: {{ .Values.kind }}\n', '2:8 map key is not a text'],
  ['a binary file', Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256), '1:1 a character here has no place in YAML'],
  ['an archive', Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 0, 1, 2, 3]), '1:1 a character here has no place in YAML'],
  ['brackets that never close', '['.repeat(100_000), '1:200 document is nested deeper than 200 levels'],
  ['a text as spec', policy('nothing'), '4:7 field `spec` must be a map'],
  ['a list as spec', policy('[]'), '4:7 field `spec` must be a map'],
  ['null as spec', policy('~'), '4:7 field `spec` is missing'],
  ['a map as list', policy('{ targetRefs: { a: 1 } }'), '4:21 field `spec.targetRefs` must be a list'],
  ['a list as map', policy('{ traffic: [] }'), '4:18 field `spec.traffic` must be a map'],
  ['a list as metadata', policy('{}').replace('{ name: p, namespace: ns }', '[a]'), '3:11 field `metadata` must be a map'],
  ['a number as kind', policy('{}').replace('AgentgatewayPolicy', '7'), '2:7 field `kind` must be a text'],
  ['a number as label', policy('{}').replace('name: p', 'name: p, labels: { a: 1 }'), '3:35 field `metadata.labels.a` must be a text'],
])('%s is reported with its position', async (_name, content, expected) => {
  const { code, stderr, diagnostics } = await checkFile(content);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(diagnostics.map(({ source, message }) => `${source?.line}:${source?.column} ${message}`)).toContainEqual(expect.stringContaining(expected));
  for (const { message } of diagnostics) {
    expect(message).not.toMatch(/\n|\bat .+:\d+:\d+/);
  }
});

test('a file of 50 MB is refused unread', async () => {
  const text = `${policy('{}')}${'# a comment that fills the file to its end\n'.repeat(50 * MEGABYTE / 43)}`;
  const before = process.memoryUsage().heapUsed;
  const { code, diagnostics } = await checkFile(text);
  expect(code).toBe(1);
  expect(diagnostics).toEqual([expect.objectContaining({
    code: 'S03', message: expect.stringContaining('more than the'), source: { file: join(folder, 'bad.yaml'), line: 1, column: 1 },
  })]);
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
