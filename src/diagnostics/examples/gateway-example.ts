/** Documents that make a whole gateway, one listener, one route at `/mcp`, one MCP backend, and the documents given, for the examples of a rule. */
export function gatewayExample(...documents: readonly string[]): string {
  return [...documents, GATEWAY].map((document) => document.trim()).join('\n---\n');
}

const GATEWAY = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: agentgateway-proxy, namespace: agentgateway-system }
spec:
  gatewayClassName: agentgateway
  listeners: [{ name: http, port: 80, protocol: HTTP }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: mcp, namespace: agentgateway-system }
spec:
  parentRefs: [{ name: agentgateway-proxy }]
  rules:
    - matches: [{ path: { type: PathPrefix, value: /mcp } }]
      backendRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }]
---
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: github, namespace: agentgateway-system }
spec:
  mcp:
    targets:
      - name: github
        static: { host: api.githubcopilot.com, port: 443, path: /mcp/, policies: { tls: {} } }
`;
