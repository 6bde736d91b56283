/** The YAML of a policy with the inline key set of one provider, for the examples of a rule. */
export function keySetExample(inline: string): string {
  return `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: jwt, namespace: agentgateway-system }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy }]
  traffic:
    jwtAuthentication:
      mode: Strict
      providers:
        - issuer: https://idp.example.com
          audiences: [mcp]
          jwks:
            inline: |
${inline.trim().split('\n').map((line) => `              ${line}`).join('\n')}
`;
}
