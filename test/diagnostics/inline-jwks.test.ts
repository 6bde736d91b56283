import { diagnose, Diagnostic, reportText } from '../../src/diagnostics';
import { inspectKeySets } from '../../src/diagnostics/inline-jwks';
import { readManifests, sourceTexts, type Manifest, type TargetVersion } from '../../src/manifest';

const ED25519 = '{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-01","x":"lN146FOIDw0yUYfvxvbrvipyZmWJcHx7qipIa3H4zMM","alg":"EdDSA"}]}';

const { manifests }: { manifests: readonly Manifest[] } = readManifests([{
  file: 'jwt.yaml',
  text: `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: jwt, namespace: agentgateway-system }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy }]
  traffic: { jwtAuthentication: { providers: [{ issuer: https://idp.example.com, audiences: [mcp], jwks: { inline: '${ED25519}' } }] } }
`,
}]);

test.each<[TargetVersion, string[]]>([['0.10', ['J06']], ['0.11', ['J06']], ['0.12', []], ['1.4', []], ['main', []]])(
  'a key set is inspected for release %s', (version, codes) => {
    expect(inspectKeySets(manifests, version).flatMap(({ findings }) => findings.map(({ code }) => code))).toEqual(codes);
  });

test('the release that is judged by is the one that keys are inspected for', () => {
  const codes = (targetVersion: TargetVersion): string[] => diagnose(manifests, { targetVersion }).map(({ code }) => code);
  expect(codes('0.11')).toContain('J06');
  expect(codes('1.4')).not.toContain('J06');
});

describe('what is wrong with a key', () => {
  const weak = ED25519.replace('lN146FOIDw0yUYfvxvbrvipyZmWJcHx7qipIa3H4zMM', 'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
  const policy = (...keySets: readonly string[]): string => `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: jwt, namespace: agentgateway-system }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy }]
  traffic:
    jwtAuthentication:
      providers:${keySets.map((keys, index) => `
        - issuer: https://idp-${index}.example.com
          audiences: [mcp]
          jwks:
            inline: ${keys}`).join('')}
`;
  const find = (code: string, text: string): readonly Diagnostic[] =>
    diagnose(readManifests([{ file: 'jwt.yaml', text }]).manifests, { targetVersion: '1.4' }).filter((found) => found.code === code);
  const marked = (text: string, { source, end }: Diagnostic): string | undefined =>
    text.split('\n')[source!.line - 1].slice(source!.column - 1, end && end.column - 1);

  test.each([
    ['in one line', `'${weak}'`],
    ['in a block', `|\n              ${weak.replace('"x"', '\n              "x"')}`],
  ])('is marked where it stands %s', (_form, keys) => {
    const text = policy(keys);
    expect(find('J31', text).map((found) => marked(text, found))).toEqual(['"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"']);
  });

  test('is marked as a whole where the text stands elsewhere', () => {
    const text = policy(`&keys '${weak}'`, '*keys');
    expect(find('J31', text).map((found) => marked(text, found))).toEqual(['"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"', '*keys']);
  });

  test('is not repeated where it is a secret', () => {
    const secret = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A';
    const files = [{ file: 'jwt.yaml', text: policy(`'${ED25519.replace('"x"', `"d":"${secret}","x"`)}'`) }];
    const { manifests: [manifest] } = readManifests(files);
    const found = diagnose([manifest], { targetVersion: '1.4' });
    expect(found.map(({ code }) => code)).toContain('J05');
    expect(reportText(found, sourceTexts(files, [manifest]))).not.toContain(secret.slice(0, 8));
    expect(JSON.stringify(diagnose([{ object: manifest.object }], { targetVersion: '1.4' }))).not.toContain(secret.slice(0, 8));
  });
});
