/** What an example policy targets. */
const TARGETS = {
  Gateway: '{ group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy }',
  HTTPRoute: '{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp }',
  AgentgatewayBackend: '{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }',
} as const;

/** The YAML of a policy on a part of the gateway of `gatewayExample`; `body` are the fields of `spec` beside the target. */
export function policyExample(name: string, target: keyof typeof TARGETS, body: string): string {
  return `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: ${name}, namespace: agentgateway-system }
spec:
  targetRefs: [${TARGETS[target]}]
${body.trim().split('\n').map((line) => `  ${line}`).join('\n')}
`;
}
