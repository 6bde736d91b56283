import { gatewayExample } from './gateway-example';
import { jwtExample } from './jwt-example';

interface McpOAuthExample {
  /** `jwtAuthentication.mcp`. */
  readonly mcp: string;
  readonly issuer?: string;
  /** Paths that the route serves beside `/mcp`. */
  readonly paths?: readonly string[];
}

/** The YAML of a gateway with MCP authentication (`jwtAuthentication.mcp`), for the examples of a rule. */
export function mcpOAuthExample({ mcp, issuer, paths = ['/.well-known/oauth-protected-resource/mcp', '/.well-known/oauth-authorization-server/mcp'] }:
McpOAuthExample): string {
  return gatewayExample(jwtExample({ issuer, provider: ['audiences: [https://mcp.example.com/mcp]'], also: [`mcp: ${mcp}`] }), `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: mcp, namespace: agentgateway-system }
spec:
  parentRefs: [{ name: agentgateway-proxy }]
  rules:
    - matches:
${['/mcp', ...paths].map((path) => `        - path: { type: PathPrefix, value: ${path} }`).join('\n')}
      backendRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }]
`);
}
