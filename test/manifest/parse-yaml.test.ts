import { isDeepStrictEqual } from 'node:util';
import { parseYaml } from '../../src/manifest/parse-yaml';
import { yamlDocument } from '../../src/manifest/yaml-document';

/** The values of a text, and what is wrong with it. */
function read(text: string) {
  const values: unknown[] = [];
  const errors: string[] = [];
  for (const { root, error } of parseYaml(text)) {
    const { value, findings } = yamlDocument(root);
    errors.push(...[...error ? [error] : findings].filter(({ severity }) => severity === 'error').map(({ message }) => message));
    if (!error && value !== null && value !== undefined) values.push(value);
  }
  return { values, errors };
}

// every value here is what kubectl 1.34 makes of the text (k8s.io/apimachinery 0.34.2 with sigs.k8s.io/yaml 1.6.0)
describe('read as kubectl reads it, or refused', () => {
  test.each<[text: string, ...values: unknown[]]>([
    // tabs
    ['a:\t{b: 1}\n', { a: { b: 1 } }], ['a:\t[1]\n', { a: [1] }], ['a:\t|\n  x\n', { a: 'x\n' }], ['a: 1\t# c\n', { a: 1 }], ['a: x\n  \ty\n', { a: 'x y' }], ["a: 'x\n\ty'\n", { a: 'x y' }],
    ['{\n\t"a": 1\n}\n', { a: 1 }],
    // brackets
    ['a: {b:}\n', { a: { 'b:': null } }], ['{b:,c: 1}', { 'b:': null, 'c': 1 }],
    ['a: [x]#y\n', { a: ['x'] }], ["a: 'x'#y\n", { a: 'x' }], ['a: [b: c, ? d : e, f]\n', { a: [{ b: 'c' }, { d: 'e' }, 'f'] }], ['a: {b, c: 1,}\n', { a: { b: null, c: 1 } }],
    ['a: [\nb,\n c ]\n', { a: ['b', 'c'] }], ['a: {"b":1}\n', { a: { b: 1 } }],
    // lines that end by YAML 1.1
    ['# c\u2028a: 1\n', { a: 1 }], ['# c\u0085a: 1\n', { a: 1 }], ['a: x\u2028b: y\n', { a: 'x', b: true }], ["a: 'x\u0085y'\n", { a: 'x y' }], ["a: 'x\u2028y'\n", { a: 'x\u2028y' }], ['a: b\rc: d\r', { a: 'b', c: 'd' }],
    ['-b\r\r\nc\n', '-b c'],
    // texts in quotes and in blocks
    ['a: "\\x41\\u0041\\U00000041\\e\\_\\N\\L\\P\\0\\\' \\\n  b"\n', { a: 'AAA\x1B\xA0\x85\u2028\u2029\0\' b' }], ['a: |# x\n y\n', { a: 'y\n' }], ['a: |2-\n   x\n', { a: ' x' }], ['a: >\n x\n y\n\n z\n  w\n', { a: 'x y\nz\n w\n' }],
    ['a: |+\n  x\n ', { a: 'x\n\n' }], ['a: |\n  x', { a: 'x\n' }],
    // tags
    ['a: !!binary aGVsbG8=\n', { a: 'hello' }], ['a: !!binary |\n  aGVs\n  bG8=\n', { a: 'hello' }], ['a: !!timestamp 2001-01-01\n', { a: '2001-01-01' }],
    ["a: !!int '0x10'\n", { a: 16 }], ['a: ! "1"\n', { a: '1' }],
    // numbers
    ['a: .1_0\n', { a: 0.1 }], ['a: +0b11\n', { a: 3 }], ['a: 0x_1\n', { a: 1 }], ['1.5: a\n', { 1.5: 'a' }], ['16777217.5: a\n', { '1.6777218e+07': 'a' }], ['0.1: a\n', { 0.1: 'a' }], ['1e30: a\n', { 1e+30: 'a' }], ['.inf: a\n', { '.inf': 'a' }],
    ['-0.0: a\n', { '-0': 'a' }], ['0x10: a\n', { 16: 'a' }], ['9007199254740993: a\n', { '9007199254740993': 'a' }],
    // documents
    ['a: 1\n---\n\uFEFFb: 2\n', { a: 1 }, { b: 2 }], ['\uFEFF\n---\n# c\n---\na: 1', { a: 1 }], ['---\n---\na: 1\n...\n', { a: 1 }], ['{"a":1}{"b":"\\/"}\n{"c":[]}\n', { a: 1 }, { b: '/' }, { c: [] }], ['{"a":1}\n---\nb: 2\n', { a: 1 }, { b: 2 }],
    ['{"a":1}\nb: 2222\n', { a: 1 }, { b: 2222 }], ['a:\n---\nb: 1', { a: null }, { b: 1 }],
  ])('%j', (text, ...values) => {
    const found = read(text);
    expect(found.errors.length > 0 || isDeepStrictEqual(found.values, values)).toBe(true);
  });
});

describe('refused as by kubectl', () => {
  test.each<[text: string]>([
    ['a: 1\n\t\nb: 2\n'], ['a: 1\n\t# x\nb: 2\n'], ['a:\n  b: 1\n  \t\n  c: 2\n'], ['a: |\n  x\n\ty\n'],
    ['-\ta\n'], ['- \ta\n'], ['? a\n:\tb\n'],
    ['a: "\\/"\n'], ['{a: "\\ud83d\\ude00"}'],
    ['a: &x-y.z 1\n'], ['a: &x: 1\n'],
    ['...\na: 1\n'], ['18446744073709551615: a\n'], ['%YAML 1.1\n'],
    ['a: &x [{b: 1}]\nc: {<<: *x}\n'], ['a: !!int 1.0\n'],
    ['a: !!binary aGk\n'], ['a: - b\n'],
    ['a: 1\nb\nc: 2\n'], ['a: | x\n'],
    ['{"a":1}\n{"b":2}\nc: 3\n'],
  ])('%j', (text) => expect(read(text).errors).toHaveLength(1));
});

describe('refused where kubectl passes over what is written', () => {
  test.each<[what: string, text: string]>([
    ['a document behind the end of another', 'a: 1\n...\nb: 2\n'],
    ['a key that stands too far left', '  a: 1\n b: 2\n'],
    ['a second map in brackets', '{a: 1}\n{b: 2}\n'],
    ['a tag', 'a: !Ref b\n'],
    ['bytes that are no text', 'a: !!binary /w==\n'],
  ])('%s', (_, text) => expect(read(text).errors).toHaveLength(1));
});
