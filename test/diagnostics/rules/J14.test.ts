import { jwtExample } from '../../../src/diagnostics/examples/jwt-example';
import { findingsOf } from '../support/findings-of';

const POLICY = jwtExample({ jwks: ['remote:', '  jwksPath: /keys', '  backendRef: { name: keycloak, namespace: keycloak, port: 443 }'] });

test('a key set without TLS is an error that costs protection, though its Service is not among the manifests', () => {
  expect(findingsOf('J14', POLICY)).toEqual([expect.objectContaining({ severity: 'error', security: true })]);
});

test('where the Service is said to exist elsewhere, its TLS may be said there too', () => {
  expect(findingsOf('J14', POLICY, [{ kind: 'Service', namespace: 'keycloak', name: 'keycloak' }])).toEqual([expect.objectContaining({ severity: 'warning' })]);
});

test('a policy that selects the Service by its labels turns TLS on', () => {
  expect(findingsOf('J14', `${POLICY}---
apiVersion: v1
kind: Service
metadata: { name: keycloak, namespace: keycloak, labels: { app: keycloak } }
spec: { ports: [{ port: 443 }] }
---
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: tls, namespace: keycloak }
spec:
  targetSelectors: [{ group: '', kind: Service, matchLabels: { app: keycloak } }]
  backend: { tls: {} }
`)).toEqual([]);
});
