/** The YAML of a route at `/mcp` with this backend; `also` are fields of the rule beside it. For the examples of a rule. */
export function routeExample(backendRef: string, also: readonly string[] = []): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: tools, namespace: apps }
spec:
  parentRefs: [{ name: agentgateway-proxy, namespace: agentgateway-system }]
  rules:
    - matches: [{ path: { type: PathPrefix, value: /tools } }]
      backendRefs: [{ ${backendRef} }]
${also.map((line) => `      ${line}\n`).join('')}`;
}
