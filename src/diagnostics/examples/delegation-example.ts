import { gatewayExample } from './gateway-example';

/** What an example of delegation changes; strings are YAML in one line. */
export interface DelegationExample {
  /** Which routes get the requests below `/mcp`. */
  readonly to?: string;
  /** Members of the `spec` of the route that gets them. */
  readonly spec?: string;
  readonly path?: string;
  readonly backend?: string;
}

/** A gateway whose route hands requests below `/mcp` on to a route in another namespace, which leads them to the MCP backend. */
export function delegationExample({ to = 'name: tools, namespace: team', spec = '', path = '/mcp/tools', backend = 'group: agentgateway.dev, kind: AgentgatewayBackend, name: tools' }: DelegationExample,
  ...documents: readonly string[]): string {
  return gatewayExample(`
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: tools, namespace: team }
spec:${spec === '' ? '' : `
  ${spec}`}
  rules:
    - matches: [{ path: { type: PathPrefix, value: ${path} } }]
      backendRefs: [{ ${backend} }]
`, `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: tools, namespace: team }
spec: { mcp: { targets: [{ name: tools, static: { host: tools.example.com, port: 80 } }] } }
`, ...documents).replace('group: agentgateway.dev, kind: AgentgatewayBackend, name: github }]', `group: gateway.networking.k8s.io, kind: HTTPRoute, ${to} }]`);
}
