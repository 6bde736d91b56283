import { readManifests, sourceTexts, type SourceText } from '../../src/manifest';

const FILE = 'in.yaml';
const CANARY = 'hunter2';

/** The text with what was read of it, as `check` has it. */
function sourceOf(text: string): SourceText {
  const files = [{ file: FILE, text }];
  return sourceTexts(files, readManifests(files).manifests)(FILE)!;
}

/** A line, with its marked part between `>` and `<`. */
function marked(text: string, line: number, column: number, end?: { line: number; column: number }): string {
  const { text: shown, range: [from, to] } = sourceOf(text).lineAt({ line, column }, end)!;
  return `${shown.slice(0, from)}>${shown.slice(from, to)}<${shown.slice(to)}`;
}

const POLICY = `apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: 'jwt', namespace: ns }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: gw }]
`;

describe('the part that is marked', () => {
  test.each<[string, number, number, string]>([
    ['a key', 1, 1, '>apiVersion<: v1'],
    ['a plain value', 2, 7, 'kind: >Name space<  # as it is'],
    ['a value in quotes, with them', 3, 19, 'metadata: { name: >"a b"<, labels: { a: b } }'],
    ['a list in brackets by its bracket', 4, 7, 'list: >[<a, b]'],
    ['a block by its sign', 5, 8, 'block: >|<-'],
    ['the end of a line', 6, 7, '  text> <'],
    ['a value over several lines, on the first', 7, 8, 'plain: >one<'],
    ['an alias', 9, 8, 'alias: >*one<'],
  ])('%s', (_, line, column, expected) => {
    const text = 'apiVersion: v1\nkind: Name space  # as it is\nmetadata: { name: "a b", labels: { a: b } }\nlist: [a, b]\nblock: |-\n  text\nplain: one\n  two\nalias: *one\n';
    const found = marked(text, line, column);
    expect(found.replace(/><$/, '> <')).toBe(expected);
  });

  test('ends where it is said to, or with the line', () => {
    expect(marked('a: has(x) && y\n', 1, 4, { line: 1, column: 10 })).toBe('a: >has(x)< && y');
    expect(marked('a: has(x) &&\n  y\n', 1, 4, { line: 2, column: 4 })).toBe('a: >has(x) &&<');
  });

  test('is one place in what cannot be read, and nowhere behind the end', () => {
    expect(marked('a: [b\n', 1, 4)).toBe('a: >[<b');
    expect(sourceOf('a: b\n').lineAt({ line: 9, column: 1 })).toBeUndefined();
  });

  test('is the same behind a byte order mark and before a carriage return', () => {
    expect(marked('\uFEFFkind: x\r\na: b\r\n', 2, 4)).toBe('a: >b<');
  });
});

describe('what is shown', () => {
  test.each<[string, string, number, string]>([
    ['fields of a policy that are no credential', `${POLICY}  traffic: { cors: { allowOrigins: ['https://a.b'], other: c } }\n`, 6,
      "  traffic: { cors: { allowOrigins: ['https://a.b'], other: c } }"],
    ['metadata of a Secret that says which one it is', 'apiVersion: v1\nkind: Secret\nmetadata: { name: a, namespace: b, labels: { c: d } }\n', 3,
      'metadata: { name: a, namespace: b, labels: { c: d } }'],
    ['a public key set', `${POLICY}  traffic: { jwtAuthentication: { providers: [{ issuer: i, jwks: { inline: '{"keys":[{"kty":"EC","x":"p"}]}' } }] } }\n`, 6,
      '  traffic: { jwtAuthentication: { providers: [{ issuer: i, jwks: { inline: \'{"keys":[{"kty":"EC","x":"p"}]}\' } }] } }'],
    ['an expression', `${POLICY}  traffic: { authorization: { policy: { matchExpressions: ['jwt.sub == "alice"'] } } }\n`, 6,
      '  traffic: { authorization: { policy: { matchExpressions: [\'jwt.sub == "alice"\'] } } }'],
    ['what cannot be read and speaks of no credential', 'kind: Service\nmetadata: {{ name }\n', 2, 'metadata: {{ name }'],
  ])('%s', (_, text, line, expected) => {
    expect(sourceOf(text).lineAt({ line, column: 1 })!.text).toBe(expected);
  });
});

describe('a credential is never shown', () => {
  const secret = (rest: string): string => `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\n${rest}`;
  const backend = (policies: string): string => `apiVersion: agentgateway.dev/v1alpha1\nkind: AgentgatewayBackend\nmetadata: { name: b }\nspec:\n  policies: ${policies}\n`;
  const jwks = (text: string): string => `${POLICY}  traffic:\n    jwtAuthentication:\n      providers:\n      - jwks:\n          inline: ${text}\n`;
  const token = `eyJhbGciOiJub25lIn0.${CANARY}.${CANARY}`;

  test.each([
    ['data of a Secret', secret(`data: { password: ${CANARY} }\n`)],
    ['a text over several lines', secret(`stringData:\n  password: |\n    ${CANARY}\n\n    ${CANARY}\n  other: "${CANARY}\n    ${CANARY}"\n`)],
    ['data of a Secret in JSON', `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"stringData":{"password":"${CANARY}","n":5}}\n`],
    ['a comment on it', secret(`stringData: { password: x } # was ${CANARY}\n`)],
    ['a misspelt block of a Secret', secret(`stringDta: { password: ${CANARY} }\n`)],
    ['a Secret of a misspelt kind', secret(`stringData: { password: ${CANARY} }\n`).replace('Secret', 'Secert')],
    ['a Secret without a kind', secret(`stringData: { password: ${CANARY} }\n`).replace('kind: Secret\n', '')],
    ['a Secret that has a key twice', secret(`stringData: { password: ${CANARY}, password: ${CANARY} }\n`)],
    ['a Secret in a List', `apiVersion: v1\nkind: List\nitems:\n- ${secret(`data:\n  password: ${CANARY}\n`).replaceAll('\n', '\n  ')}\n`],
    ['what was applied last', secret('data: {}\n').replace('name: a', `name: a, annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":{"p":"${CANARY}"}}' }`)],
    ['a Secret that cannot be read', secret(`stringData:\n  password: "${CANARY}\n  other: x\n- ${CANARY}\n`)],
    ['one line of a Secret that cannot be read', `{ kind: Secret, stringData: { password: ${CANARY} }`],
    ['a Secret of which nothing but its tag says that it is one', `kind: !!str Secret\nmetadata:: {}\nstringDta: { a: "${CANARY}", b [ }\n`],
    ['a Secret that is taken for a text', `--#-\n{"kind":"Secret","stringData":{"password":"${CANARY}"}}\n`],
    ['two objects of JSON', `{"apiVersion":"v1","kind":"Secret","stringData":{"a":"${CANARY}"}}\n{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"}}\n`],
    ['two objects without a line between them', `apiVersion: v1\nkind: Service\nmetadata: {}\n${secret(`stringDta: { a: ${CANARY} }\n`)}`],
    ['a value without a space before it', secret(`data: {a:"${CANARY}"}\n`)],
    ['a value in the place of a key', secret(`stringData: { # a:\n ${CANARY} }\n`)],
    ['data in the place of a key', secret(`? data: { a: ${CANARY} }\n`)],
    ['a comment in the place of data', secret(`# data: { a: ${CANARY} }\n`)],
    ['a comment right behind a quote', secret(`stringData: {\n "p"#: "${CANARY}"\n}\n`)],
    ['data on the line of `---`', `a: b\n---"data": { a: ${CANARY} }\n${secret('')}`],
    ['a Secret behind an anchor', `x: &p ${CANARY}\n${secret('stringData: { password: *p }\n')}`],
    ['an alias of an alias', `x: &p [${CANARY}]\ny: &q { a: *p }\n${secret('data: *q\n')}`],
    ['what an anchor was before it was written again', secret('data: *q\n').replace('name: a', `name: a, labels: { l: &p ${CANARY}, m: &q [*p], n: &p other }`)],
    ['a ConfigMap', secret(`data: { config: ${CANARY} }\n`).replace('Secret', 'ConfigMap')],
    ['the key of a backend', backend(`{ auth: { key: ${CANARY} } }`)],
    ['a key of another type', backend(`{ auth: { key: [${CANARY}, { a: ${CANARY} }] } }`)],
    ['a misspelt key', backend(`{ auth: { kye: ${CANARY} } }`)],
    ['a key in the wrong place', backend(`{ nowhere: { apiKey: ${CANARY} } }`)],
    ['a key brought in by a merge', backend(`{ auth: { <<: { key: ${CANARY} } } }`)],
    ['users', `${POLICY}  traffic:\n    basicAuthentication:\n      users:\n      - alice:${CANARY}\n`],
    ['users as a text', `${POLICY}  traffic: { basicAuthentication: { users: "alice:${CANARY}" } }\n`],
    ['users as a map', `${POLICY}  traffic: { basicAuthentication: { users: { alice: ${CANARY}, ${CANARY}: x } } }\n`],
    ['users in what cannot be read', `kind: AgentgatewayPolicy\nspec:\n    users:\n    - alice:${CANARY}\n    - "bob\n`],
    ['the value of a header', `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: r }\nspec:\n  rules:\n  - filters:\n    - requestHeaderModifier: { set: [{ name: x-key, value: ${CANARY} }] }\n`],
    ['a private key set', jwks(`'{"keys":[{"kty":"OKP","d":"${CANARY}"}]}'`)],
    ['a private key set in double quotes', jwks(`"{\\"keys\\":[{\\"d\\":\\"${CANARY}\\"}]}"`)],
    ['a private key set with escapes', jwks(`'{"keys":[{"\\u0064":"${CANARY}"}]}'`)],
    ['a private key set in a block', jwks(`|\n            {"keys": [{\n              "k":\n                "${CANARY}"}]}`)],
    ['a private key set that is no JSON', jwks(`'{keys:[{d: ${CANARY}}'`)],
    ['a private key', jwks(`|\n            -----BEGIN PRIVATE KEY-----\n            ${CANARY}\n            -----END PRIVATE KEY-----`)],
    ['a private key elsewhere', secret(`spec: |\n  -----BEGIN EC PRIVATE KEY-----\n  ${CANARY}\n`).replace('Secret', 'Deployment')],
    ['a private key in a file of its own', `-----BEGIN PRIVATE KEY-----\n${CANARY}\n-----END PRIVATE KEY-----\n`],
    ['a Secret before a document that begins without a sign', `${secret(`data: { password: ${CANARY} }\n`)}...\n${POLICY}`],
    ['a Secret with a byte order mark', `\uFEFF${secret(`data: { password: ${CANARY} }\n`)}`],
    ['a Secret with carriage returns', secret(`data:\n  password: |\n    ${CANARY}\n`).replaceAll('\n', '\r\n')],
    ['a token', `${POLICY}  traffic: { authorization: { policy: { matchExpressions: ['x == "${token}"'] } } }\n`],
    ['a token in a comment', `a: b # ${token}\n`],
    ['a header with a token', `a: 'Bearer ${CANARY}-${CANARY}'\n`],
    ['the password of a URL', `a: https://me:${CANARY}@example.com\n`],
    ['an environment variable of an unknown kind', `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: d }\nspec: { env: [{ name: A, value: ${CANARY} }] }\n`],
  ])('%s', (_, text) => {
    expect(text).toContain(CANARY);
    const source = sourceOf(text);
    const alone = sourceTexts([{ file: FILE, text }], [])(FILE)!;
    for (const [index, line] of text.split('\n').entries()) {
      for (let column = 1; column <= line.length + 1; column++) {
        for (const shown of [source, alone]) {
          const { text: written, range: [from, to] } = shown.lineAt({ line: index + 1, column })!;
          expect(written).not.toContain(CANARY);
          expect(from >= 0 && from <= written.length && to > from).toBe(true);
        }
      }
    }
  });

  test('however long the line is', () => {
    const value = CANARY.repeat(2000);
    for (const text of [`{ a: { apiKey: '${value}' }, b: c }`, `{ a: { apiKey: '${value}' }, b: [c }`]) {
      for (let column = 1; column < text.length; column += 50) {
        expect(sourceOf(text).lineAt({ line: 1, column })!.text).not.toContain(CANARY);
      }
    }
  });

  test('the mark stays at what is meant', () => {
    const text = secret('stringData: { password: hunter2, other: "x" }\n');
    expect(marked(text, 4, 15)).toBe('stringData: { >password<: …, other: … }');
    expect(marked(text, 4, 25)).toBe('stringData: { password: >…<, other: … }');
    expect(marked(text, 4, 34)).toBe('stringData: { password: …, >other<: … }');
    expect(marked(text, 4, 41)).toBe('stringData: { password: …, other: >…< }');
  });

  test.each([
    ['words', 'a'],
    ['spaces', ' '],
    ['beginnings of tokens', 'eyJ-'],
    ['backslashes', '\\'],
    ['keys', 'key: kind: '],
    ['numbers of letters', '\\u0064'],
    ['quotes', '"d'],
  ])('long lines of %s take no time', (_, part) => {
    const line = part.repeat(400_000 / part.length);
    const start = Date.now();
    for (const text of [`a: [${line}\n`, `a: '${line.replaceAll('"', '')}'\n`, `kind: Secret\na: [${line}\n`, `a: ${line}\nb: [\n`]) {
      const source = sourceOf(text);
      for (const column of [1, 4, 200_000, line.length]) expect(source.lineAt({ line: 1, column })!.text.length).toBeLessThan(8_100);
    }
    expect(Date.now() - start).toBeLessThan(10_000);
  });

  test('aliases of aliases may be nested deep', () => {
    const nested = Array.from({ length: 2000 }, (_, index) => `a${index}: &a${index} ${'['.repeat(190)}${index === 0 ? 1 : `*a${index - 1}`}${']'.repeat(190)}`);
    expect(marked(secret(`${nested.join('\n')}\nb: *a1999\n`), 4, 1)).toMatch(/^>a0</);
  });

  test('aliases of aliases take no time', () => {
    const bomb = ['a0: &a0 [lol, lol]', ...Array.from({ length: 30 }, (__, index) =>
      `a${index + 1}: &a${index + 1} [${Array(10).fill(`*a${index}`).join(', ')}]`)].join('\n');
    expect(marked(bomb, 1, 1)).toBe('>a0<: &a0 [lol, lol]');
  });
});
