/**
 * Documents that make a whole gateway, for the examples of a rule: those given, and, unless they take its place, one Gateway with one listener,
 * one route at `/mcp`, and one MCP backend.
 */
export function gatewayExample(...documents: readonly string[]): string {
  const given = documents.flatMap((document) => document.split('\n---\n')).map((document) => document.trim());
  const names = new Set(given.map(identity));
  return [...given, ...PARTS.map((part) => part.trim()).filter((part) => !names.has(identity(part)))].join('\n---\n');
}

/** The lines with the kind and the name. */
function identity(document: string): string {
  return document.split('\n').slice(1, 3).join('\n');
}

const PARTS = [`
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: agentgateway-proxy, namespace: agentgateway-system }
spec:
  gatewayClassName: agentgateway
  listeners: [{ name: http, port: 80, protocol: HTTP }]
`, `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: mcp, namespace: agentgateway-system }
spec:
  parentRefs: [{ name: agentgateway-proxy }]
  rules:
    - matches: [{ path: { type: PathPrefix, value: /mcp } }]
      backendRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }]
`, `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: github, namespace: agentgateway-system }
spec:
  mcp:
    targets:
      - name: github
        static: { host: api.githubcopilot.com, port: 443, path: /mcp/, policies: { tls: {} } }
`];
