import { backendExample } from '../../../src/diagnostics/examples/backend-example';
import { findingsOf } from '../support/findings-of';

function backend(auth: string): string {
  return backendExample([`{ name: tools, static: { host: tools.example.com, port: 443, policies: { tls: {}, auth: { ${auth} } } } }`]);
}

function secret(...entries: readonly string[]): string {
  return `---
apiVersion: v1
kind: Secret
metadata: { name: token, namespace: apps }
stringData: { ${entries.map((entry) => `${entry}: example`).join(', ')} }
`;
}

test.each([
  ['aws', ['accessKey', 'secretKey']],
  ['azure', ['clientID', 'tenantID', 'clientSecret']],
  ['gcp', ['credentials.json']],
])('each entry that %s reads is missed', (cloud, entries) => {
  const yaml = backend(`${cloud}: { secretRef: { name: token } }`);
  for (const entry of entries) {
    const others = entries.filter((each) => each !== entry);
    expect(findingsOf('B29', yaml + secret('other', ...others)).map(({ message }) => message)).toEqual([`the Secret \`apps/token\` has no entry \`${entry}\``]);
  }
  expect(findingsOf('B29', yaml + secret(...entries))).toEqual([]);
});

test('a `key` names the entry where one is read, and is no way out where several are', () => {
  expect(findingsOf('B29', backend('gcp: { secretRef: { name: token, key: gcp.json } }') + secret('gcp.json'))).toEqual([]);
  expect(findingsOf('B29', backend('gcp: { secretRef: { name: token } }') + secret('gcp.json'))[0].help).toContain('`key: gcp.json`');
  expect(findingsOf('B29', backend('aws: { secretRef: { name: token } }') + secret('accessKeys', 'secretKey'))[0].help)
    .toBe('rename its entry `accessKeys` to `accessKey`');
});

test.each(['secretRef: {}', 'secretRef: { name: "" }', 'aws: { secretRef: {} }'])('`%s` names no Secret up to 1.2, and is for the schema later', (auth) => {
  expect(findingsOf('B29', backend(auth), [], '1.2')).toEqual([expect.objectContaining({ message: 'this names no Secret, so that no credential is read' })]);
  expect(findingsOf('B29', backend(auth), [], '1.3')).toEqual([]);
});
