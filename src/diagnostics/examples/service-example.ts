/** The YAML of a Service in the namespace `apps`, for the examples of a rule. */
export function serviceExample({ name = 'tools', labels = 'app: tools', port = 'port: 8080, appProtocol: agentgateway.dev/mcp', annotations = '' } = {}): string {
  return `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: apps, labels: { ${labels} }${annotations === '' ? '' : `, annotations: { ${annotations} }`} }
spec: { selector: { app: tools }, ports: [{ ${port} }] }
`;
}
