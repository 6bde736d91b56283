import * as fc from 'fast-check';
import { dump, DUMP_SCHEMA } from 'js-yaml';
import { manifestsOf, readManifests, validateManifest } from '../../src/manifest';

function read(text: string) {
  return readManifests([{ file: 'app.yaml', text }]);
}

function onlyProblem(text: string) {
  const { problems, manifests } = read(text);
  expect(manifests).toEqual([]);
  expect(problems).toHaveLength(1);
  return problems[0];
}

const named = 'apiVersion: v1\nkind: Thing\nmetadata:\n  name: a\n';

describe('what is read', () => {
  test('every document of a file is a manifest, and comment-only documents are none', () => {
    const { manifests, problems } = read(`# start\n---\n${named}---\n# nothing\n---\n${named.replace('a\n', 'b\n')}`);
    expect(problems).toEqual([]);
    expect(manifests.map(({ object }) => object.metadata.name)).toEqual(['a', 'b']);
  });

  test('a list is taken apart and its items keep their positions', () => {
    const { manifests } = read('apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Thing\n  metadata:\n    name: b\n');
    expect(manifests).toHaveLength(1);
    expect(manifests[0].source!.positionOf(['metadata', 'name'])).toEqual({ file: 'app.yaml', line: 7, column: 11 });
  });

  test('an item of a list that is no object is reported where it stands', () => {
    expect(onlyProblem('apiVersion: v1\nkind: List\nitems:\n- 3\n')).toMatchObject({ position: { line: 4, column: 3 } });
  });

  test('anchors, aliases and merge keys give the values kubectl would send', () => {
    const { manifests } = read(`${named}spec:\n  a: &a {x: 1, w: 2}\n  b: *a\n  c:\n    <<: *a\n    w: 3\n  d: {!!merge <<: *a}\n  e: {'<<': 1}\n`);
    expect(manifests[0].object.spec).toEqual({ a: { x: 1, w: 2 }, b: { x: 1, w: 2 }, c: { x: 1, w: 3 }, d: { x: 1, w: 2 }, e: { '<<': 1 } });
    expect(manifests[0].source!.positionOf(['spec', 'c', 'x'])).toEqual({ file: 'app.yaml', line: 6, column: 13 });
  });

  test('a merged key found in several maps of a list keeps the first, and the own key behind `<<` wins', () => {
    const { manifests } = read(`${named}spec:\n  c:\n    <<: [{x: first, w: 'no'}, {x: second, z: third}]\n    w: own\n`);
    expect(manifests[0].object.spec).toEqual({ c: { w: 'own', x: 'first', z: 'third' } });
  });

  test.each([
    ['brackets', 'targetRefs: [\n    {kind: Gateway,\n  name: g}\n  ]', { targetRefs: [{ kind: 'Gateway', name: 'g' }] }],
    ['brackets below everything', 'a: {b: [\n1,\n  2\n]\n}', { a: { b: [1, 2] } }],
    ['single quotes', "inline: '{\n    \"keys\": []\n\n  }'", { inline: '{ "keys": []\n}' }],
    ['double quotes', 'inline: "{\n  \\\"keys\\\": [] \\\n}"', { inline: '{ "keys": [] }' }],
    ['brackets in a list', 'list:\n  - - x: [\n  1, 2\n  3]\n    - z', { list: [[{ x: [1, '2 3'] }, 'z']] }],
    ['comments', 'a: [ # [\n # one\n 1, # }\n] # end\n  b: 2', { a: [1], b: 2 }],
    ['tabs', 'a: {\n\tb: "c\n\td"\n\t\n  }', { a: { b: 'c d' } }],
    ['Windows line ends', 'a: [\r\n  1\r\n]', { a: [1] }],
  ])('lines inside %s are read in any column, as kubectl reads them, and what is behind them keeps its position', (_, spec, value) => {
    const { manifests, problems } = read(`${named}spec:\n  ${spec}\n  after: &a "here"\n  other: *a\n`);
    expect(problems).toEqual([]);
    const { object, source } = manifests[0];
    expect(object.spec).toEqual({ ...value, after: 'here', other: 'here' });
    const line = 5 + spec.split('\n').length + 1;
    expect(source!.positionOf(['spec', 'after'])).toEqual({ file: 'app.yaml', line, column: 13 });
    expect(source!.positionOf(['spec', 'other'], 'key')).toEqual({ file: 'app.yaml', line: line + 1, column: 3 });
    expect(source!.positionIn(['spec', 'after'], 'here', 2)).toMatchObject({ line, column: 16 });
  });

  test('a value inside brackets that close further left keeps its position, in a file of several documents', () => {
    const { manifests, problems } = read(`${named}---\n${named}spec:\n  a: [\n {b: 1},\n  'c'\n ]\n---\n${named}`);
    expect(problems).toEqual([]);
    expect(manifests).toHaveLength(3);
    const at = (...path: (string | number)[]): unknown => manifests[1].source!.positionOf(['spec', 'a', ...path]);
    expect([at(), at(0), at(0, 'b'), at(1)]).toMatchObject([{ line: 11, column: 6 }, { line: 12, column: 2 }, { line: 12, column: 6 }, { line: 13, column: 3 }]);
  });

  test.each([
    ['on', true], ['yes', true], ['y', true], ['TRUE', true], ['tRUE', 'tRUE'], ['off', false], ['N', false], ['"on"', 'on'], ['~', null], ['', null],
    ['null', null], ['nULL', 'nULL'], ['010', 8], ['-010', -8], ['08', 8], ['0o17', 15], ['0x1F', 31], ['0x', '0x'], ['0b101', 5], ['+7', 7],
    ['1_000', 1000], ['_1', '_1'], ['.5', 0.5], ['.5_0', 0.5], ['.5__0', '.5__0'], ['._5', '._5'], ['0b-1', -1], ['-.5', -0.5], ['5.', 5], ['1e3', 1000], ['1e400', '1e400'],
    ['1.2.3', '1.2.3'],
    ['0xFFFFFFFFFFFFFFFFFF', '0xFFFFFFFFFFFFFFFFFF'], ['1:30', '1:30'], ['2026-01-01', '2026-01-01'], ['!!str 7', '7'], ['! 7', '7'], ['!!float 7', 7],
    ['!<tag:yaml.org,2002:int> 7', 7], ['!!bool on', true], ['!!null ""', null], ['!!map {}', {}], ['!!seq []', []],
  ])('%s is read as kubectl reads it', (text, value) => {
    expect(read(`${named}spec: ${text}\n`).manifests[0].object.spec).toEqual(value);
  });

  test('JSON with tabs is read', () => {
    const { manifests } = read('{\n\t"apiVersion": "v1",\n\t"kind": "Thing",\n\t"metadata": {"name": "a"}\n}');
    expect(manifests[0].object.metadata.name).toBe('a');
  });

  test('Windows line ends and a byte order mark change neither values nor positions', () => {
    const { manifests, problems } = read(`\uFEFF${named}spec: |\n  one\n  two\n`.replace(/\n/g, '\r\n'));
    expect(problems).toEqual([]);
    expect(manifests[0].object.spec).toBe('one\ntwo\n');
    expect(manifests[0].source!.positionOf(['apiVersion'], 'key')).toEqual({ file: 'app.yaml', line: 1, column: 1 });
    expect(manifests[0].source!.positionOf(['spec'])).toEqual({ file: 'app.yaml', line: 5, column: 7 });
  });

  test('a key called __proto__ is a member like any other', () => {
    const { manifests } = read(`${named}spec: {__proto__: {polluted: true}}\n`);
    expect(Object.keys(manifests[0].object.spec as object)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('what cannot be read', () => {
  test.each([
    ['a tab as indentation', 'a:\n\tb: 1\n', /a tab is used for indentation/, 2, 1],
    ['bad indentation', 'a:\n    b: 1\n  c: 2\n', /indentation does not fit/, 3, 3],
    ['a second colon in a line', 'a: b: c\n', /the value ends before this place/, 1, 5],
    ['a text that needs quotes', 'a: @b\n', /the value ends before this place/, 1, 4],
    ['a null byte', 'a: b\u0000\n', /a character here has no place/, 1, 5],
    ['an open quote', 'a: "b\n', /not valid YAML/, 2, 1],
    ['an unknown tag', 'a: !Ref b\n', /tag here is not known/, 1, 4],
    ['a tag for another type', 'a: !!int b\n', /tag here is not known/, 1, 4],
    ['a tag for another kind', 'a: !!seq {}\n', /tag here is not known/, 1, 4],
    ['tags of its own', '%TAG ! tag:example.com,2026:\n---\na: 1\n', /does not read a directive/, 1, 1],
    ['a version of YAML', '# none\n---\n# %TAG\n%YAML 1.1\n---\n# none\n', /does not read a directive/, 4, 1],
    ['something behind the end of a document', '[a]\n}\n', /the document has ended before this place/, 2, 1],
    ['a document that begins with a tab', '\ta: 1\n', /a tab is used for indentation/, 1, 3],
    ['a duplicate key', 'a: 1\nb:\n  c: 1\n  c: 2\n', /key `c` is written twice/, 4, 3],
    ['a list as a key', '? [a]\n: 1\n', /map key is not a text/, 1, 3],
    ['null as a key', 'a: 1\nnull: 1\n', /map key is not a text/, 2, 1],
    ['a template', 'a: 1\nb: {{ .Values.b }}\n', /map key is not a text/, 2, 5],
    ['a number JSON does not have', 'a: .nan\n', /`NaN` is no number/, 1, 4],
    ['an alias without anchor', 'a: *b\n', /alias `\*b` has no anchor/, 1, 4],
    ['an anchor that contains itself', 'a: &a [*a]\n', /inside its own anchor/, 1, 8],
    ['a merge of something else', '<<: 3\n', /can only merge maps/, 1, 5],
    ['a merge of nothing', 'a: 1\n<<:\n', /can only merge maps/, 2, 1],
    ['a merge that changes a key', 'a: {x: 5, <<: {x: -1}}\n', /`<<` merges key `x`, which stands before it/, 1, 11],
    ['a merge that changes what another merged', 'a:\n  <<: {x: 1}\n  <<: [{z: 1}, {x: 2}]\n', /`<<` merges key `x`, which stands before it/, 3, 3],
    ['an open bracket before other keys', 'a:\n  b: [1,\n  c: 2\nd: 3\n', /a bracket or a quote is still open here/, 3, 3],
    ['an open quote before other keys', 'a:\n  b: "1\n  c: 2\nd: 3\n', /a bracket or a quote is still open here/, 3, 3],
    ['a bracket that the document ends in', 'a:\n  b: [1,\n...\n]\n', /a bracket or a quote is still open here/, 3, 1],
    ['an error behind brackets that close further left', 'a:\n  b: [\n  1]\n c: 1\n', /indentation does not fit/, 4, 2],
    ['a tab behind a dash', '-\ta\n', /kubectl does not read a tab as white space here/, 1, 2],
    ['a document on the line of its mark', '# none\n--- {a: b}\n', /reads nothing that stands behind `---`/, 2, 1],
    ['a list without items', 'apiVersion: v1\nkind: List\nmetadata: {}\n', /field `items` of a List is missing/, 1, 1],
    ['a list whose items are mistyped', 'apiVersion: v1\nkind: List\nitmes:\n- a: 1\n', /field `items` of a List is missing/, 1, 1],
    ['a list whose items are a map', 'apiVersion: v1\nkind: List\nitems: {}\n', /field `items` of a List must be a list, not a map/, 3, 8],
    ['a list of a kind whose items are null', 'apiVersion: v1\nkind: SecretList\nitems:\n', /field `items` of a SecretList must be a list, not null/, 3, 1],
    ['a list as a document', '- a\n', /document is a list/, 1, 1],
    ['a text as a document', 'hello\n', /document is a text, not an object/, 1, 1],
    ['a number as a document', '7\n', /document is a number, not an object/, 1, 1],
    ['no apiVersion', 'kind: Thing\n', /no `apiVersion`/, 1, 1],
    ['no kind', 'apiVersion: v1\n', /no `kind`/, 1, 1],
    ['kind as a list', 'apiVersion: v1\nkind: [Thing]\n', /`kind` must be a text, not a list/, 2, 7],
    ['no metadata', 'apiVersion: v1\nkind: Service\n', /no `metadata.name`/, 1, 1],
    ['no name', 'apiVersion: v1\nkind: Secret\nmetadata:\n  labels: {}\n', /no `metadata.name`/, 3, 1],
    ['metadata as a text', 'apiVersion: v1\nkind: Thing\nmetadata: a\n', /`metadata` must be a map/, 3, 11],
    ['a name that is a number', 'apiVersion: v1\nkind: Thing\nmetadata:\n  name: 7\n', /`metadata.name` must be a text/, 4, 9],
    ['a namespace that is a boolean', 'apiVersion: v1\nkind: Thing\nmetadata: {name: a, namespace: on}\n', /`metadata.namespace` must be a text/, 3, 32],
    ['labels as a list', 'apiVersion: v1\nkind: Thing\nmetadata: {name: a, labels: [b]}\n', /`metadata.labels` must be a map/, 3, 29],
    ['a label that is a number', 'apiVersion: v1\nkind: Thing\nmetadata: {name: a, labels: {b.c/d: 1}}\n', /`metadata.labels\["b.c\/d"\]` must be a text/, 3, 37],
  ])('%s is a problem with a position', (_, text, message, line, column) => {
    const problem = onlyProblem(text);
    expect(problem).toMatchObject({ code: 'S03', severity: 'error', position: { file: 'app.yaml', line, column } });
    expect(problem.message).toMatch(message);
    expect(problem.help).not.toBe('');
  });

  test.each([
    ['kind: [Gateway]', 'write a text'], ['kind: {a: b}', 'write a text'], ['kind: 1', 'put the value in quotes'], ['kind: ""', 'write a text of at least one character'],
  ])('the way out for `%s` is to %s', (line, help) => {
    expect(onlyProblem(`apiVersion: v1\n${line}\nmetadata: {name: a}\n`).help).toBe(help);
  });

  test('an object that is never applied needs no name and is not judged', () => {
    expect(onlyProblem('apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n')).toEqual({
      code: 'S05',
      severity: 'info',
      message: 'Kustomization (kustomize.config.k8s.io/v1beta1) is not judged',
      help: 'only the kinds that decide who may reach an MCP server are judged',
      position: { file: 'app.yaml', line: 2, column: 7 },
    });
  });

  test('a kind of its own whose name ends like a list is no list', () => {
    expect(read('apiVersion: example.com/v1\nkind: AccessList\nmetadata: {name: a}\nspec: {}\n')).toMatchObject({ manifests: [{}], problems: [] });
  });

  test.each([['errors', 'a: 1\n', 'error', 0], ['warnings', '', 'warning', 1]])('of a document full of %s, a hundred are told', (_, line, severity, manifests) => {
    const keys = Array.from({ length: 1000 }, (__, index) => line === '' ? `  ${index}: 1\n` : `  ${line}`).join('');
    const found = read(`${named}spec:\n${keys}`);
    expect(found.manifests).toHaveLength(manifests);
    expect(found.problems).toHaveLength(101);
    const message = severity === 'error' ? 'there are more than 100 mistakes in this file, and the rest of it is left unread' : 'there are more than 100 warnings for this file';
    expect(found.problems[100]).toMatchObject({ severity, message, position: { line: line === '' ? 106 : 107 } });
  });

  test.each([
    ['mistakes', 'a: *b\n', 202],
    ['objects without a kind', 'a: b\n', 202],
    ['two mistakes a document', 'a: *b\nb: *b\n', 152],
    ['syntax errors', 'a: [\n', 203],
  ])('of a file full of documents with %s, a hundred are told, and the rest is not read', (_, document, line) => {
    const { problems, manifests } = read(`${`---\n${document}`.repeat(10_000)}---\n${named}`);
    expect(manifests).toEqual([]);
    expect(problems).toHaveLength(101);
    const message = 'there are more than 100 mistakes in this file, and the rest of it is left unread';
    expect(problems[100]).toMatchObject({ severity: 'error', message, help: 'correct those first', position: { line } });
  });

  test('every file has a limit of its own, and what is ignored does not count', () => {
    const text = '---\na: *b\n'.repeat(90);
    expect(readManifests([{ file: 'a.yaml', text }, { file: 'b.yaml', text }]).problems).toHaveLength(180);
    const ignored = '---\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n'.repeat(300);
    expect(read(`${ignored}---\n${named}`)).toMatchObject({ manifests: [{}], problems: { length: 300 } });
  });

  test('an error behind a hundred warnings is told, and nothing is read by half', () => {
    const keys = Array.from({ length: 200 }, (_, index) => `  ${index}: 1\n`).join('');
    const { manifests, problems } = read(`${named}spec:\n${keys}  a: *b\n`);
    expect(manifests).toEqual([]);
    expect(problems[problems.length - 1]).toMatchObject({ severity: 'error', position: { line: 206 } });
  });

  test('a mistyped kind is not passed over for having no name', () => {
    expect(onlyProblem('apiVersion: agentgateway.dev/v1alpha1\nkind: AgentgatewayPolcy\nspec: {}\n')).toMatchObject({ severity: 'error' });
  });

  test('a key that is a number or a boolean is kept as the text kubectl makes of it, with a warning', () => {
    const { manifests, problems } = read(`${named}spec: {1: a, on: b}\n`);
    expect(manifests[0].object.spec).toEqual({ 1: 'a', true: 'b' });
    expect(problems.map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', 'map key `1` is not a text and is read as `"1"`'],
      ['warning', 'map key `on` is not a text and is read as `"true"`'],
    ]);
  });

  test('an error of the syntax is told of its document alone, with its line in the file', () => {
    const { manifests, problems } = read(`${named}---\na: [1,\n--- # comments\n${named}...\n---\n\ta: 1\n---\n${named}`);
    expect(manifests).toHaveLength(3);
    expect(problems.map(({ message, position }) => [message, position!.line])).toEqual([
      ['this is not valid YAML: a bracket or a quote is still open here', 7],
      ['a tab is used for indentation', 14],
    ]);
  });

  test('a broken document does not take the others of its file with it', () => {
    const { manifests, problems } = read(`${named}---\na: 1\na: 2\n---\n${named}`);
    expect(manifests).toHaveLength(2);
    expect(problems).toHaveLength(1);
  });

  test('aliases that multiply are stopped at the alias that is too much', () => {
    const bomb = ['a: &a [1,1,1,1,1,1,1,1,1,1]', ...[...'bcdefgh'].map((name, index) =>
      `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[index]}`).join(',')}]`)].join('\n');
    expect(onlyProblem(bomb)).toMatchObject({ message: 'aliases expand to more than 100000 values', position: { file: 'app.yaml' } });
  });

  test('what aliases nest too deep is refused', () => {
    const lines = Array.from({ length: 2000 }, (_, index) => `a${index}: &a${index} ${'['.repeat(195)}${index === 0 ? 'x' : `*a${index - 1}`}${']'.repeat(195)}\n`);
    expect(onlyProblem(lines.join(''))).toMatchObject({ severity: 'error', message: 'aliases nest the document deeper than 200 levels', position: { line: 1, column: 13 } });
  });

  test.each([['lists in brackets', '['], ['maps in braces', '{a: '], ['block lists', '- ']])('endlessly nested %s are refused', (_, open) => {
    expect(onlyProblem(open.repeat(50_000))).toMatchObject({ message: 'document is nested deeper than 200 levels', position: { line: 1 } });
  });

  test('a file of 50 MB is refused unread', () => {
    expect(onlyProblem('a: b\n'.repeat(10 * 1024 * 1024))).toMatchObject({ position: { file: 'app.yaml', line: 1, column: 1 } });
  });

  test('an empty file holds nothing', () => {
    expect(read('')).toEqual({ manifests: [], problems: [] });
  });
});

describe('what kubectl reads otherwise, or not at all, is refused', () => {
  test.each([
    ['a line of a tab alone', 'a: 1\n\t\nb: 2\n', /a tab/, 2, 1],
    ['a line of spaces and a tab', 'a: "1"\n  \t\nb: 2\n', /a tab/, 2, 3],
    ['a comment behind a tab', 'a: 1\n\t# none\nb: 2\n', /a tab/, 2, 1],
    ['a tab behind the dash of a list', 'a:\n-\tb\n', /a tab/, 2, 2],
    ['a tab on an empty line of a text without quotes', 'a: b\n\t\n  c\n', /tab before one of its lines/, 1, 4],
    ['a tab behind a text without quotes in brackets, on the next line', 'a: {\n  b: c\n\t}\n', /a tab/, 3, 1],
    ['a block of text that begins with a tab', 'a: |\n \tb\n', /first line begins with a tab/, 2, 2],
    ['a second document behind `...`', 'a: 1\n...\nb: 2\n', /passes over what stands behind `...`/, 3, 1],
    ['an item behind `...`', 'a: 1\n...\n- b\n', /passes over what stands behind `...`/, 3, 1],
    ['a document without anything but its end', '# none\n...\n', /end of a document/, 2, 1],
    ['the end of a document behind JSON', '{"a": 1}\n...\n', /end of a document/, 2, 1],
    ['a version of YAML', '%YAML 1.1\n---\na: 1\n', /directive/, 1, 1],
    ['a directive that nobody knows', '%NONE\n---\na: 1\n', /directive/, 1, 1],
    ['a mark between documents with its comment right behind it', 'a: 1\n---#b\n', /behind `---`/, 2, 1],
    ['a mark between documents that begins with a space', ' ---\na: 1\n', /otherwise/, 1, 2],
    ['a mark between documents behind a byte order mark', 'a: 1\n\uFEFF---\nb: 2\n', /byte order mark/, 2, 1],
    ['a second byte order mark', '\uFEFF\uFEFFa: 1\n', /byte order mark/, 1, 1],
    ['a carriage return as the end of a line', 'a: 1\rb: 2\n', /carriage return/, 1, 5],
    ['a line separator in a comment', 'a: 1 # \u2028b: 2\n', /line separator/, 1, 8],
    ['a paragraph separator in a text', 'a: b\u2029c\n', /line separator/, 1, 5],
    ['a next-line character in quotes', 'a: "b\u0085c"\n', /line separator/, 1, 6],
    ['a control character in a comment', 'a: 1 # \u007F\n', /character here has no place/, 1, 8],
    ['a colon right before the end of brackets', 'a: {b:}\n', /`:` with nothing behind it/, 1, 6],
    ['a colon right before a comma', 'a: {b:, c: 1}\n', /`:` with nothing behind it/, 1, 6],
    ['a colon before a text in brackets', 'a: [:b]\n', /`:` between brackets/, 1, 5],
    ['a question mark in brackets', 'a: [http://b/?c]\n', /`\?` between brackets/, 1, 5],
    ['a question mark before a key in brackets', 'a: {? b : c}\n', /`\?` between brackets/, 1, 5],
    ['a key in brackets whose colon is on the next line', 'a: {"b"\n  : c}\n', /on one line/, 2, 3],
    ['a key on two lines', 'a: {"b\n  c": d}\n', /on one line/, 2, 5],
    ['a key of more than 1024 characters', `a: 1\n${'b'.repeat(1025)}: 2\n`, /no key of more than 1024/, 2, 1],
    ['a key behind another, after an anchor', 'a: &x b: c\n', /behind another on its line/, 1, 8],
    ['a key right behind a map in brackets', 'a:\n- b:\n  - {c: d}e: f\n', /nothing more on this line/, 3, 11],
    ['a tag of a map and one of its first key on one line', 'a:\n  ! !!str b: c\n', /nothing more on this line/, 2, 5],
    ['an anchor with a name that is no word', 'a: &b.c 1\n', /name of an anchor/, 1, 4],
    ['an anchor right before a bracket', 'a: &b{c: 1}\n', /name of an anchor/, 1, 4],
    ['a tag right before a comma', 'a: [!!str, b]\n', /a tag only with a space/, 1, 5],
    ['an escaped slash', 'a: "b\\/c"\n', /escape `\\\/`/, 1, 6],
    ['half a character as an escape', 'a: "\\ud83d\\ude00"\n', /half a character/, 1, 5],
    ['an escape beyond Unicode', 'a: "\\U00110000"\n', /half a character/, 1, 5],
    ['an empty line behind an escaped end of a line', 'a: "b\\\n\n  c"\n', /keeps the empty line/, 1, 6],
    ['a number in JSON that is too large', '{"a": 1e400}\n', /no number that JSON can carry/, 1, 7],
    ['a comment of a character at the end of JSON', '{"a": 1} #', /comment of less than four/, 1, 10],
    ['blanks that end a file behind a block of text', 'a: |+\n   b\n  ', /blanks at the end of a file/, 3, 1],
    ['a value that is decoded', 'a: !!binary aGVsbG8=\n', /decodes what is tagged `!!binary`/, 1, 4],
    ['a number with an exponent that is tagged as an integer', 'a: !!int 1e3\n', /tag here is not known/, 1, 4],
    ['a `<<` that is tagged as something', 'a: &x {b: 1}\nc: {! <<: *x}\n', /tag here is not known/, 2, 5],
    ['a merge of a list by its name', 'a: &x [{b: 1}]\nc: {<<: *x}\n', /can only merge maps/, 2, 9],
    ['the name of a map as a key', 'a: &x {b: 1}\n*x : 2\n', /map key is not a text/, 2, 1],
    ['the name of a merge as a key', 'a: &x <<\n*x : {b: 1}\n', /map key is not a text/, 2, 1],
    ['a key with an exponent', 'a: {1e6: b}\n', /not every reader makes the same text of/, 1, 5],
  ])('%s', (_, text, message, line, column) => {
    const problem = onlyProblem(text);
    expect(problem.message).toMatch(message);
    expect(problem).toMatchObject({ code: 'S03', severity: 'error', position: { file: 'app.yaml', line, column } });
    expect(problem.help).not.toBe('');
  });

  test.each([
    ['tabs before comments and behind keys', 'spec:\t# what\n  a:\tb\t# none\n  c: "d"\t\n', { a: 'b', c: 'd' }],
    ['tabs in blocks of text and in quotes', 'spec:\n  a: |\n    b\tc\n    \td\n  e: "\tf\n    \tg"\n', { a: 'b\tc\n\td\n', e: '\tf g' }],
    ['an anchor on the line before its map', 'spec: &a\n  b: c\n', { b: 'c' }],
    ['the end of the last document', 'spec: {a: b}\n... # end\n# none\n', { a: 'b' }],
    ['a long key with a question mark', `spec:\n  ? ${'a'.repeat(200)}\n  : b\n`, { ['a'.repeat(200)]: 'b' }],
    ['escapes', 'spec: "\\\\/ \\u00e9 \\U0001F600 \\\n  \\x41"\n', '\\/ é 😀 A'],
    ['addresses without quotes', 'spec:\n- http://a.b:80/?c=d#e\n- a:b\n- ::1\n', ['http://a.b:80/?c=d#e', 'a:b', '::1']],
    ['quoted keys in brackets with the colon right behind them', 'spec: {"a":1,"b":[{"c":"d"}]}\n', { a: 1, b: [{ c: 'd' }] }],
    ['comments wherever they can stand', 'spec: # a\n  # b\n\n  c: # d\n  # e\n  - f # g\n # h\n', { c: ['f'] }],
    ['an anchor that was written again', 'spec: {a: &x {b: &y 1}, c: &y 2, d: *x, e: *y}\n', { a: { b: 1 }, c: 2, d: { b: 1 }, e: 2 }],
    ['numbers that need all 64 bits', 'spec: [0xFFFFFFFFFFFFFFFF, -0x8000000000000000, -0x8000000000000001]\n', [2 ** 64, -(2 ** 63), '-0x8000000000000001']],
  ])('but these are read: %s', (_, spec, value) => {
    const { manifests, problems } = read(`${named}${spec}`);
    expect(problems).toEqual([]);
    expect(manifests[0].object.spec).toEqual(value);
  });

  test('a refused document leaves the others of its file, and what follows its position', () => {
    const { manifests, problems } = read(`${named}---\na: 1\n\t\nb: 2\n---\n${named}`);
    expect(manifests).toHaveLength(2);
    expect(problems).toMatchObject([{ position: { line: 7, column: 1 } }]);
  });

  test('a percent sign behind an empty line before a document ends the search for directives', () => {
    expect(read('\n%b*a\n--- # c\n').problems).toHaveLength(1);
  });

  test('two million characters on one line and a hundred thousand documents are read in their time', () => {
    const start = Date.now();
    read(`a: {${'"k": [1, {"b": "c\\\\/"}], '.repeat(80_000)}}`);
    read(`a: |\n${' '.repeat(2_000_000)}\n`);
    read('a: b\n---\n'.repeat(100_000));
    expect(Date.now() - start).toBeLessThan(15_000);
  });
});

describe('for any input', () => {
  const plain = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const value = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, plain, fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 })),
  })).value;

  function paths(of: unknown, path: (string | number)[] = []): [(string | number)[], unknown][] {
    const children: [string | number, unknown][] = Array.isArray(of) ? [...of.entries()]
      : typeof of === 'object' && of !== null ? Object.entries(of) : [];
    return [[path, of], ...children.flatMap(([step, child]) => paths(child, [...path, step]))];
  }

  test('what is written as YAML is read as it was', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('y', 'N', '~', '1_000', '0x1', '<<', '- a', ': ', '\t', '\r\n', '#', '0o7', '=', '1e400'));
    const written = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null),
        fc.array(tie('value')), fc.dictionary(text.filter((key) => key !== '__proto__'), tie('value'))),
    })).value;
    fc.assert(fc.property(written, (spec) => {
      const object = { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'a' }, spec };
      const { manifests, problems } = read(dump(object, { schema: DUMP_SCHEMA, noRefs: true }));
      expect(problems).toEqual([]);
      expect(JSON.parse(JSON.stringify(manifests[0].object))).toEqual(JSON.parse(JSON.stringify(object)));
    }), { numRuns: 500 });
  });

  test('the position of a value is where its text begins', () => {
    fc.assert(fc.property(value, (spec) => {
      const text = JSON.stringify({ apiVersion: 'v1', kind: 'Thing', metadata: { name: 'a' }, spec }, null, 2);
      const { manifests: [{ object, source }] } = read(text);
      const lines = text.split('\n');
      expect(object.spec).toEqual(spec);
      for (const [path, at] of paths(spec, ['spec'])) {
        const { line, column } = source!.positionOf(path);
        const opening = typeof at === 'object' && at !== null ? (Array.isArray(at) ? '[' : '{') : JSON.stringify(at);
        expect(lines[line - 1].slice(column - 1)).toMatch(new RegExp(`^${opening.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
      }
    }));
  });

  test('a block of text begins at its bar, and what has no text is where it would stand', () => {
    const { manifests: [{ source }] } = read(`${named}spec:\n  text: &t !!str >- # a | bar\n\n    a | b\n  list:\n  -\n  none:\n  empty: !!str\n`);
    const at = (...path: (string | number)[]): unknown => source!.positionOf(['spec', ...path]);
    expect(at('text')).toMatchObject({ line: 6, column: 18 });
    expect(at('list', 0)).toMatchObject({ line: 10, column: 3 });
    expect(at('none')).toMatchObject({ line: 11, column: 3 });
    expect(at('empty')).toMatchObject({ line: 12, column: 10 });
  });

  test('a path that is not there gives the nearest ancestor that is', () => {
    const { manifests: [{ source }] } = read(`${named}spec:\n  rules:\n  - name: x\n`);
    expect(source!.positionOf(['spec', 'rules', 3, 'name'])).toEqual(source!.positionOf(['spec', 'rules'], 'key'));
    expect(source!.positionOf(['status', 'x'])).toEqual({ file: 'app.yaml', line: 1, column: 1 });
  });

  test('random text never throws, and every problem has a position inside the text', () => {
    const yamlish = fc.array(fc.constantFrom(
      'a', ': ', '\n', '  ', '- ', '[', ']', '{', '}', '&x ', '*x', '<<', '"', "'", '|', '>', '? ', '---\n', '...\n', '!t ', '%', '#', '\t', '\r', ',', '1',
      'kind: A\n', 'apiVersion: b\n', 'metadata: {name: c}\n', '\u0000', '\uD800', '__proto__',
    ), { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(fc.property(fc.oneof(yamlish, fc.string({ unit: 'binary' })), (text) => {
      for (const { position } of read(text).problems) {
        expect(position!.line).toBeGreaterThanOrEqual(1);
        expect(position!.line).toBeLessThanOrEqual(text.split('\n').length);
        expect(position!.column).toBeGreaterThanOrEqual(1);
      }
    }), { numRuns: 1000 });
  });
});

describe('null', () => {
  test('counts as absent in every field, with a default or without', () => {
    const text = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: mcp, namespace: , labels: , annotations: ~, creationTimestamp: null }
spec:
  hostnames:
  parentRefs: [{ name: proxy, group: ~, sectionName: }]
  rules: [{ matches: ~, filters: ~, backendRefs: [{ name: tools, weight: ~ }] }]
status:
`;
    const { manifests: [{ object }], problems } = readManifests([{ file: 'route.yaml', text }]);
    expect(problems).toEqual([]);
    expect(object).toStrictEqual({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'mcp' },
      spec: { parentRefs: [{ name: 'proxy' }], rules: [{ backendRefs: [{ name: 'tools' }] }] },
    });
  });

  test.each([
    ['Gateway', 'gateway.networking.k8s.io/v1', 'spec: {gatewayClassName: a, listeners: [{name: a, port: 80, protocol: HTTP, hostname: , tls: }]}'],
    ['AgentgatewayPolicy', 'agentgateway.dev/v1alpha1',
      'spec: {backend: , targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: g}], traffic: {cors: {allowHeaders: }, csrf: }}'],
    ['Service', 'v1', 'spec: {clusterIP: , selector: , ports: [{port: 80, name: , targetPort: }]}'],
    ['Secret', 'v1', 'type:\ndata:\nstringData: {a: }'],
    ['ConfigMap', 'v1', 'data: {a: }\nbinaryData:'],
    ['Namespace', 'v1', 'spec:'],
  ])('in a %s is accepted, and nobody sees it', (kind, apiVersion, rest) => {
    const { manifests, problems } = read(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a, labels: }\n${rest}\n`);
    expect([...problems, ...manifests.flatMap((manifest) => validateManifest(manifest, '1.4'))]).toEqual([]);
    expect(JSON.stringify(manifests[0].object)).not.toMatch(/null/);
  });

  test('in a required field is a field that is missing, told where it is written', () => {
    const { manifests: [manifest] } = read('apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: a}\nspec:\n');
    expect(validateManifest(manifest, '1.4')).toMatchObject([{ message: 'field `spec` is missing', position: { line: 4, column: 1 } }]);
  });

  test('in a list is left for the schema to refuse', () => {
    const { manifests: [manifest] } = read('apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: a}\nspec: {hostnames: [~]}\n');
    expect(validateManifest(manifest, '1.4')).toMatchObject([{ message: 'field `spec.hostnames[0]` must be a text, not null', help: 'write a value, or remove the entry' }]);
  });

  test('of a label is an empty text, as the API server makes of it', () => {
    const { manifests: [{ object }], problems } = read('apiVersion: v1\nkind: Thing\nmetadata: {name: a, labels: {a: , __proto__: }, annotations: {b: ~}}\nspec: {c: }\n');
    expect(problems).toEqual([]);
    expect(Object.entries(object.metadata.labels!)).toEqual([['a', ''], ['__proto__', '']]);
    expect(object).toMatchObject({ metadata: { annotations: { b: '' } }, spec: { c: null } });
  });

  test.each([
    ['ConfigMap', 'data: {a: }\nbinaryData: {b: ~}', { data: { a: '' }, binaryData: { b: '' } }],
    ['Secret', 'data: {a: }\nstringData: {b: ~}', { data: { a: '' }, stringData: { b: '' } }],
  ])('of an entry of a %s is an empty text, as the API server makes of it', (kind, rest, fields) => {
    const { manifests: [{ object }], problems } = read(`apiVersion: v1\nkind: ${kind}\nmetadata: {name: a}\n${rest}\n`);
    expect(problems).toEqual([]);
    expect(object).toMatchObject(fields);
  });

  test('stays in the object that was given', () => {
    const made = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', labels: null }, spec: { selector: null } };
    expect(manifestsOf(made).manifests).toStrictEqual([{ object: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: {} } }]);
    expect(made).toStrictEqual({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', labels: null }, spec: { selector: null } });
  });
});
