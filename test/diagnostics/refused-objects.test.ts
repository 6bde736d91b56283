import { diagnose } from '../../src/diagnostics';
import { readManifests } from '../../src/manifest';

const GATEWAY = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: gateway, namespace: mcp }
spec: { gatewayClassName: agentgateway, listeners: [{ name: http, port: 80, protocol: HTTP }] }
`;
const ROUTE = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: route, namespace: mcp }
spec:
  parentRefs: [{ name: gateway }]
  rules: [{ backendRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: tools }] }]
`;
const BACKEND = `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: tools, namespace: mcp }
spec: { mcp: { targets: [{ name: github, static: { host: github.example.com, port: 80 } }] } }
`;
const POLICY = `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: access, namespace: mcp }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: gateway }]
  traffic: { authorization: { policy: { matchExpressions: [has(jwt.sub)] } } }
`;

const MISSING = ['B35', 'B36', 'T02'];

/** The codes of the objects that are missing, and of those that are refused. */
function foundIn(...objects: readonly string[]): string[] {
  const { manifests } = readManifests([{ file: 'app.yaml', text: objects.join('---') }]);
  return diagnose(manifests, { targetVersion: '1.4' }).map(({ code }) => code).filter((code) => code === 'S01' || MISSING.includes(code));
}

test.each([
  ['Gateway', [GATEWAY.replace('protocol: HTTP', 'protokoll: HTTP'), ROUTE, BACKEND, POLICY]],
  ['backend', [GATEWAY, ROUTE, BACKEND.replace('host:', 'hots:'), POLICY]],
])('a %s that its schema refuses is not missing as well', (_, objects) => {
  expect([...new Set(foundIn(...objects))]).toStrictEqual(['S01']);
});

test('one that is not there is', () => {
  expect(foundIn(ROUTE, BACKEND, POLICY).sort()).toStrictEqual(['B36', 'T02']);
  expect(foundIn(GATEWAY, ROUTE, POLICY)).toStrictEqual(['B35']);
});
