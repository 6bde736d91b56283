import { findingsOf } from '../support/findings-of';

function grant(...namespaces: readonly string[]): string {
  return `
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: routes, namespace: shared }
spec:
  from: [${namespaces.map((namespace) => `{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: ${namespace} }`).join(', ')}]
  to: [{ group: agentgateway.dev, kind: AgentgatewayBackend }]
`;
}

test('a grant to the own namespace alone is an error', () => {
  expect(findingsOf('B04', grant('shared'))).toEqual([expect.objectContaining({ severity: 'error' })]);
});

test('an entry for the own namespace in a grant that works is told, and only that entry', () => {
  expect(findingsOf('B04', grant('apps', 'shared'))).toEqual([expect.objectContaining({ severity: 'info', field: 'spec.from[1].namespace' })]);
});

test('a grant for a route that gets requests from another one means something on main alone', () => {
  const toRoute = grant('apps').replace('group: agentgateway.dev, kind: AgentgatewayBackend', 'group: gateway.networking.k8s.io, kind: HTTPRoute');
  expect(findingsOf('B04', toRoute)).toEqual([expect.objectContaining({ field: 'spec.to[0].kind' })]);
  expect(findingsOf('B04', toRoute, [], 'main')).toEqual([]);
});
