import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CelArgs, celCommand } from '../../src/cli/cel';
import { UsageError } from '../../src/cli/usage-error';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cel-')); });
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function run(args: Partial<CelArgs>): { readonly code: number; readonly stdout: string } {
  let stdout = '';
  const code = celCommand({ place: 'mcpAuthorization', format: 'json', targetVersion: '1.4', ...args }, {
    stdout: (text) => { stdout += text; },
    stderr: (text) => { throw new Error(text); },
  });
  return { code, stdout };
}

const alice = '{"jwt": {"sub": "alice", "level": 3, "big": 18446744073709551615}}';

test('an expression yields its value with its type', () => {
  const { code, stdout } = run({ expr: 'jwt.level + 1', context: write('context.json', alice), place: 'accessLog' });
  expect(JSON.parse(stdout)).toEqual({ expected: { t: 'int', v: '4' }, allow: false, findings: [] });
  expect(code).toBe(0);
});

test('a rule with an expression that is true matches', () => {
  const { code, stdout } = run({ expr: 'jwt.sub == "alice"', context: write('context.json', alice) });
  expect(JSON.parse(stdout)).toEqual({ expected: { t: 'bool', v: true }, allow: true, findings: [] });
  expect(code).toBe(0);
});

test('numbers keep their digits', () => {
  expect(JSON.parse(run({ expr: 'jwt.big', context: write('context.json', alice), place: 'accessLog' }).stdout)).toMatchObject({
    expected: { t: 'uint', v: '18446744073709551615' },
  });
});

test('an expression that fails says how, and does not match', () => {
  expect(JSON.parse(run({ expr: 'jwt.sub == "alice"' }).stdout)).toEqual({
    error: { stage: 'eval', kind: 'NoSuchKey', message: expect.stringContaining('sub') }, allow: false, findings: [],
  });
});

test('a syntax error is an error of loading and a finding', () => {
  const { code, stdout } = run({ expr: 'jwt.sub ==' });
  expect(JSON.parse(stdout)).toMatchObject({
    error: { stage: 'load', kind: 'SyntaxError', at: [1, 11] }, allow: false, findings: [{ code: 'A04', severity: 'error', range: [10, 10] }],
  });
  expect(code).toBe(1);
});

test('a finding has its code, its range and help', () => {
  const { code, stdout } = run({ expr: 'claims.sub == "alice"' });
  expect(JSON.parse(stdout)).toMatchObject({
    findings: [{ code: 'A05', range: [0, 6], message: 'there is no variable `claims`', help: 'did you mean `jwt`?', replacement: 'jwt.sub == "alice"' }],
  });
  expect(code).toBe(1);
});

test('the place and the release decide what exists', () => {
  expect(run({ expr: 'mcp.tool.name == "x"', place: 'httpAuthorization' }).code).toBe(1);
  expect(run({ expr: 'mcp.tool.name == "x"', place: 'mcpAuthorization' }).code).toBe(0);
  expect(run({ expr: 'base64.encode("x") == ""', targetVersion: '0.12' }).code).toBe(1);
});

test('text marks the part that is meant', () => {
  expect(run({ expr: 'claims.sub == "alice"', format: 'text' }).stdout).toBe([
    'UndeclaredReference: `claims` is not declared',
    'a rule with it does not match',
    '',
    'error[A05]: there is no variable `claims`',
    '  claims.sub == "alice"',
    '  ^^^^^^',
    '  help: did you mean `jwt`?',
    '  corrected: jwt.sub == "alice"',
    '',
  ].join('\n'));
});

test('text marks a part on a later line', () => {
  expect(run({ expr: 'jwt.sub == "a"\n  || claims.sub == "b"', format: 'text' }).stdout).toContain('    || claims.sub == "b"\n       ^^^^^^\n');
});

test('a batch is answered line by line, in its order', () => {
  const batch = write('batch.jsonl', [
    '{"id": "a", "expr": "1 + 1"}',
    '',
    '{"id": 2, "expr": "jwt.sub == \\"bob\\"", "context": {"jwt": {"sub": "bob"}}}',
    '{"expr": "jwt.sub ==", "context": null}',
    '{"id": "__proto__", "expr": "jwt.sub"}',
  ].join('\n'));
  const { code, stdout } = run({ batch, context: write('context.json', alice) });
  expect(stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { id: 'a', expected: { t: 'int', v: '2' }, allow: false },
    { id: 2, expected: { t: 'bool', v: true }, allow: true },
    { error: { stage: 'load' }, allow: false },
    { id: '__proto__', expected: { t: 'string', v: 'alice' }, allow: false },
  ]);
  expect(code).toBe(0);
});

test.each<[string, Partial<CelArgs>, RegExp]>([
  ['neither an expression nor a batch', {}, /there must be an expression or a batch/],
  ['both', { expr: '1', batch: 'x' }, /there must be an expression or a batch/],
  ['a place that is none', { expr: '1', place: 'http' }, /`http` is no place/],
  ['a release that is none', { expr: '1', targetVersion: '2.0' }, /`2.0` is no target version/],
  ['a format that is none', { expr: '1', format: 'xml' }, /`xml` is no format/],
  ['a file that is not there', { expr: '1', context: 'nowhere/context.json' }, /`nowhere\/context.json` cannot be read: ENOENT/],
])('%s is wrong use', (_, args, message) => {
  expect(() => run(args)).toThrow(UsageError);
  expect(() => run(args)).toThrow(message);
});

test.each([
  ['no JSON', '{"expr": ', /line 2 of .* is no JSON/],
  ['no expression', '{"id": 1}', /line 2 of .* has no `expr`/],
  ['no object', '"1 + 1"', /line 2 of .* has no `expr`/],
  ['a context that is none', '{"expr": "1", "context": {"request": 5}}', /line 2 of .*request/],
])('a batch with %s in a line is refused whole', (_, line, message) => {
  const output: string[] = [];
  const batch = write('batch.jsonl', `{"expr": "1 + 1"}\n${line}\n`);
  const io = { stdout: (text: string) => void output.push(text), stderr: () => undefined };
  expect(() => celCommand({ batch, place: 'mcpAuthorization', format: 'json', targetVersion: '1.4' }, io)).toThrow(message);
  expect(output).toEqual([]);
});

test('the recorded results of agentgateway come out of a batch', () => {
  interface Recorded { readonly id: string; readonly expr: string; readonly context?: string; readonly expected?: unknown; readonly allow: boolean }
  const text = readFileSync(join(__dirname, '..', 'cel', 'conformance', 'cel-cases.json'), 'utf8');
  const { cases, contexts } = JSON.parse(text) as { cases: Recorded[]; contexts: Record<string, unknown> };
  // one number above 2^53 is rounded by JSON.parse, which changes no decision
  const valued = cases.filter(({ expected }) => expected !== undefined);
  const batch = write('batch.jsonl', valued.map(({ id, expr, context }) => JSON.stringify({ id, expr, context: contexts[context ?? 'none'] })).join('\n'));
  const answers = new Map(run({ batch }).stdout.trimEnd().split('\n').map((line) => {
    const answer = JSON.parse(line) as Recorded;
    return [answer.id, answer];
  }));
  const matching = valued.filter(({ id, allow }) => answers.get(id)?.allow === allow);
  expect(answers.size).toBe(valued.length);
  expect(matching.length / valued.length).toBeGreaterThanOrEqual(0.99);
});
