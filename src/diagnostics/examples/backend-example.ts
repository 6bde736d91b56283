/** The YAML of an MCP backend with these targets; `also` are fields of `mcp` beside them. For the examples of a rule. */
export function backendExample(targets: readonly string[], also: readonly string[] = []): string {
  return `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: tools, namespace: apps }
spec:
  mcp:
${also.map((line) => `    ${line}\n`).join('')}    targets:
${targets.map((target) => `      - ${target}`).join('\n')}
`;
}
