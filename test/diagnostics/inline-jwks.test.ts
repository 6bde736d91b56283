import { diagnose } from '../../src/diagnostics';
import { inspectKeySets } from '../../src/diagnostics/inline-jwks';
import { readManifests, type Manifest, type TargetVersion } from '../../src/manifest';

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
