import { isBefore } from '../../manifest';
import { DiagnosticRule } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { pathsByBackend } from '../lookup/paths-by-backend';
import { textOfKey } from '../lookup/text-of-key';

const OTHER = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: other, namespace: agentgateway-system }
spec:
  parentRefs: [{ name: agentgateway-proxy }]
  rules:
    - matches: [{ path: { type: PathPrefix, value: /other } }]
      backendRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: other }]
---
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: other, namespace: agentgateway-system }
spec:
  mcp:
    targets: [{ name: other, static: { host: other.example.com, port: 80 } }]
`;

/** Sessions that lead from one route's backend to another's. */
export const B34: DiagnosticRule = {
  code: 'B34',
  title: 'A session of one backend opens another',
  severity: 'warning',
  security: true,
  written: 'several MCP backends with sessions on separate routes, for a release before 1.4',
  happens: 'a session is not bound to the backend of its route: whoever has opened one on a route where that is allowed can use it on another, past its rules (GHSA-mvgg-jvj2-4frq, fixed in 1.4.0)',
  instead: 'upgrade to 1.4, or set `sessionRouting: Stateless` on the backends',
  exampleVersion: '1.3',
  triggers: [gatewayExample(OTHER)],
  nearMisses: [gatewayExample(OTHER.replace('  mcp:\n', '  mcp:\n    sessionRouting: Stateless\n')), gatewayExample()],
  check: (subject) => {
    const stateful = pathsByBackend(subject).filter(([{ backend }]) => backend.sessionRouting === 'Stateful');
    return !isBefore(subject.targetVersion, '1.4') || stateful.length < 2 ? [] : stateful.map(([{ backend }]) => ({
      manifest: backend.manifest,
      field: [...backend.field, 'sessionRouting'],
      message: `sessions of another backend are accepted at \`${textOfKey(backend.key)}\` past its rules, and the other way round`,
      help: 'upgrade to 1.4, or set `sessionRouting: Stateless`',
    }));
  },
};
