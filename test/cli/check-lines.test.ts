import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/run';

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'check-lines-')); });
afterEach(() => rmSync(folder, { recursive: true }));

async function check(yaml: string, format = 'text'): Promise<string> {
  writeFileSync(join(folder, 'in.yaml'), yaml);
  let stdout = '';
  await main(['check', '--format', format, folder], { stdout: (text) => { stdout += text; }, stderr: () => undefined, stdin: () => Promise.resolve('') });
  return stdout;
}

/** The lines that are shown of the file for the findings of a code, with what is below them. */
async function shown(yaml: string, code: string): Promise<readonly string[]> {
  const blocks = (await check(yaml)).split('\n\n').filter((block) => block.includes(`[${code}]`));
  expect(blocks.length).toBeGreaterThan(0);
  return blocks.flatMap((block) => block.split('\n').filter((line) => /^ *\d* \| /.test(line)));
}

const policy = (spec: string): string => `apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: jwt, namespace: ns }
spec:
  targetRefs:
  - { group: gateway.networking.k8s.io, kind: Gateway, name: prxy }
${spec}`;

const provider = (inline: string): string => policy(`  traffic:
    jwtAuthentication:
      providers:
      - issuer: solo.io
        jwks:
          inline: ${inline}
`);

test.each<[string, string, readonly string[]]>([
  ['T02', policy('  traffic: { csrf: {} }\n'), [
    '  6 |   - { group: gateway.networking.k8s.io, kind: Gateway, name: prxy }',
    '    |                                                              ^^^^',
  ]],
  ['C01', policy('  traffic:\n    cors:\n      allowedOrigins: [https://a.example]\n'), [
    '  9 |       allowedOrigins: [https://a.example]',
    '    |       ^^^^^^^^^^^^^^',
  ]],
  ['J03', provider('"{}"'), [' 12 |           inline: "{}"', '    |                   ^^^^']],
  ['J08', provider('"{}"'), [' 10 |       - issuer: solo.io', '    |         ^^^^^^']],
  ['C34', policy('  traffic: { csrf: {} }\n').replace('name: jwt', 'name: jwt, labels: { -a: b }'), [
    '  3 | metadata: { name: jwt, labels: { -a: b }, namespace: ns }',
    '    |                                  ^^',
  ]],
  ['S01', policy('  trafic: {}\n'), ['  7 |   trafic: {}', '    |   ^^^^^^']],
  ['S03', 'apiVersion: v1\nkind: Service\nmetadata: { name: a: b }\n', ['  3 | metadata: { name: a: b }', '    |                    ^']],
  ['S03', 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nkind: Other\n', ['  4 | kind: Other', '    | ^^^^']],
  ['A05', policy('  traffic:\n    authorization:\n      policy:\n        matchExpressions:\n        - claims.sub == "a"\n'), [
    ' 11 |         - claims.sub == "a"',
    '    |           ^^^^^^',
  ]],
])('%s shows the line of the file and marks the field', async (code, yaml, expected) => {
  expect(await shown(yaml, code)).toEqual(expected);
});

describe('an expression over several lines', () => {
  const block = policy('  traffic:\n    authorization:\n      policy:\n        matchExpressions:\n        - |\n          has(jwt.sub) &&\n            claims.sub == "a"\n');

  test('is marked on the line of the name', async () => {
    expect(await shown(block, 'A05')).toEqual([' 13 |             claims.sub == "a"', '    |             ^^^^^^']);
  });

  test.each([
    ['json', /"line": 13,\s*"column": 13/],
    ['sarif', /"startLine": 13,\s*"startColumn": 13,\s*"endLine": 13,\s*"endColumn": 19/],
    ['github', /^::error file=.*in\.yaml,line=13,col=13,title=A05/m],
    ['junit', /line="13"/],
  ])('is found there by %s', async (format, place) => {
    expect(await check(block, format)).toMatch(place);
  });

  test('is shown as it is read where it cannot be found in the file', async () => {
    expect(await shown(policy('  traffic:\n    authorization:\n      policy:\n        matchExpressions: ["\\x63laims.sub"]\n'), 'A05'))
      .toEqual(['    | claims.sub', '    | ^^^^^^']);
  });
});

test('a long key set is shown around the mark', async () => {
  const key = `{"kty":"RSA","kid":"a","n":"${'A'.repeat(400)}","e":"AQAB"}`;
  const [line] = await shown(provider(`'{"keys":[${key}]}'`), 'J27');
  expect(line).toMatch(/^ 12 \| +inline: '\{"keys":\[\{"kty":"RSA".*…$/);
  expect(line.length).toBeLessThan(110);
});

test.each([
  ['a private key set', provider('\'{"keys":[{"kty":"OKP","kid":"a","crv":"Ed25519","x":"a","d":"hunter2"}]}\''), 'J05'],
  ['a misspelt credential', policy('  backend: { auth: { kye: hunter2 } }\n'), 'S01'],
  ['a Secret with a wrong name', 'apiVersion: v1\nkind: Secret\nmetadata: { name: Not_A_Name, namespace: ns }\nstringData: { password: hunter2 }\n', 'C34'],
  ['a Secret in one line', '{ apiVersion: v1, kind: Secret, metadata: { name: Not_A_Name, namespace: ns }, stringData: { password: hunter2 } }\n', 'C34'],
  ['a Secret that has a key twice', 'apiVersion: v1\nkind: Secret\nmetadata: { name: a, namespace: ns }\nstringData: { password: hunter2, password: hunter2 }\n', 'S03'],
  ['a Secret with a value of another type', 'apiVersion: v1\nkind: Secret\nmetadata: { name: a, namespace: ns }\nstringData: { password: [hunter2] }\n', 'S01'],
  ['a Secret that is no YAML', 'apiVersion: v1\nkind: Secret\nmetadata: { name: a, namespace: ns }\nstringData:\n  password: "hunter2\n', 'S03'],
])('%s is shown without its credential', async (_, yaml, code) => {
  expect((await shown(yaml, code)).length).toBeGreaterThan(0);
  for (const format of ['text', 'json', 'sarif', 'junit', 'github']) {
    expect(await check(yaml, format)).not.toContain('hunter2');
  }
});
