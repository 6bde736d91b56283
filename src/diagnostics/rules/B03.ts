import { isGranted, keyOf } from '../../gateway';
import { DiagnosticRule } from '../diagnostic-rule';
import { routeExample } from '../examples/route-example';
import { howToNameExternal } from '../lookup/how-to-name-external';
import { manifestIndexOf } from '../lookup/manifest-index-of';
import { routeBackendRefs } from '../lookup/route-backend-refs';

const ROUTE = routeExample('group: agentgateway.dev, kind: AgentgatewayBackend, name: github, namespace: shared');
const GRANT = `
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: routes, namespace: shared }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: apps }]
  to: [{ group: agentgateway.dev, kind: AgentgatewayBackend }]
`;

/** A route that refers to another namespace without leave. */
export const B03: DiagnosticRule = {
  code: 'B03',
  title: 'A route refers to another namespace without a ReferenceGrant',
  severity: 'error',
  security: false,
  written: 'a `backendRefs` entry with the `namespace` of another team, and no ReferenceGrant there',
  happens: 'the reference is refused (`ResolvedRefs: False`, `RefNotPermitted`), and requests are answered 500, on every release',
  instead: 'add a ReferenceGrant in the namespace of the backend, from HTTPRoute in the namespace of the route',
  triggers: [ROUTE, `${ROUTE}---${GRANT.replace('namespace: shared', 'namespace: apps')}`, `${ROUTE}---${GRANT.replace('kind: AgentgatewayBackend', 'kind: AgentgatewayBackend, name: other')}`],
  nearMisses: [`${ROUTE}---${GRANT}`, routeExample('group: agentgateway.dev, kind: AgentgatewayBackend, name: github')],
  check: (subject) => routeBackendRefs(subject).flatMap(({ route, field, group, kind, key }) => {
    const own = keyOf(route.object).namespace;
    const needsGrant = key.namespace !== own && (kind === 'Service' || kind === 'AgentgatewayBackend');
    // whoever keeps the backend elsewhere keeps the grant beside it
    return !needsGrant || subject.isExternal(kind, key) || isGranted(own, { ...key, group, kind }, manifestIndexOf(subject)) ? [] : [{
      manifest: route,
      field: [...field, 'namespace'],
      message: `no ReferenceGrant in \`${key.namespace}\` lets an HTTPRoute of \`${own}\` refer to ${kind} \`${key.name}\``,
      help: `add one in \`${key.namespace}\`, or say that the backend exists elsewhere: ${howToNameExternal(kind, key)}`,
    }];
  }),
};
