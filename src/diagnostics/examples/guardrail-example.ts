import { policyExample } from './policy-example';

/** The YAML of a guardrail policy and of the Service behind it, followed by the documents given. */
export function guardrailExample({ appProtocol = 'kubernetes.io/h2c', failureMode = 'FailClosed' }, ...documents: readonly string[]): string {
  return [policyExample('guardrails', 'AgentgatewayBackend', `
backend:
  mcp:
    guardrails:
      processors:
        - remote: { backendRef: { name: ext-mcp, port: 4445 }, failureMode: ${failureMode} }
          methods: { tools/call: Full }
`), `
apiVersion: v1
kind: Service
metadata: { name: ext-mcp, namespace: agentgateway-system }
spec:
  ports: [{ port: 4445, targetPort: 9001${appProtocol === '' ? '' : `, appProtocol: ${appProtocol}`} }]
`, ...documents].map((document) => document.trim()).join('\n---\n');
}
