/** The YAML of a policy with these lines as its one target and a body that every target takes, for the examples of a rule. */
export function targetExample(target: string, { namespace = 'agentgateway-system', body = BODY }: { readonly namespace?: string; readonly body?: string } = {}): string {
  return `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: access, namespace: ${namespace} }
spec:
  targetRefs: [{ ${target} }]
  ${body}
`;
}

const BODY = 'traffic: { authorization: { policy: { matchExpressions: [\'source.address == "10.0.0.7"\'] } } }';
