import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { guardrailExample } from '../examples/guardrail-example';
import { guardrailProcessors } from '../lookup/guardrail-processors';
import { keyOf } from '../lookup/key-of';
import { servicePolicies } from '../lookup/service-policies';
import { textOfKey } from '../lookup/text-of-key';

function timeout(spec: string): string {
  return `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: guardrail-connection, namespace: agentgateway-system }
spec:
  targetRefs: [{ group: '', kind: Service, name: ext-mcp }]
  backend: { http: ${spec} }
`;
}

/** A guardrail service that may take for ever. */
export const C18: DiagnosticRule = {
  code: 'C18',
  title: 'A guardrail service may keep requests waiting for ever',
  severity: 'warning',
  security: false,
  written: 'a guardrail processor whose Service no policy gives a `requestTimeout`',
  happens: 'when the service hangs, every MCP request that it judges hangs with it, and `failureMode` never comes into play (1.3 and later)',
  instead: 'target the Service with a policy that sets `backend.http.requestTimeout`, and have a route refer to the Service, or the policy never reaches the proxy',
  triggers: [guardrailExample({}), guardrailExample({}, timeout('{ version: HTTP2 }'))],
  nearMisses: [guardrailExample({}, timeout('{ requestTimeout: 2s }')), guardrailExample({}, timeout('{ requestTimeout: 2s }')
    .replace("targetRefs: [{ group: '', kind: Service, name: ext-mcp }]", "targetSelectors: [{ group: '', kind: Service, matchLabels: { app: ext-mcp } }]"))
    .replace('name: ext-mcp, namespace', 'name: ext-mcp, labels: { app: ext-mcp }, namespace')],
  check: (subject) => guardrailProcessors(subject.manifests).flatMap(({ manifest, field, remote: { backendRef } }): RuleFinding[] => {
    if (backendRef === undefined || (backendRef.kind ?? 'Service') !== 'Service') {
      return [];
    }
    const key = { namespace: backendRef.namespace ?? keyOf(manifest.object).namespace, name: backendRef.name };
    return subject.isExternal('Service', key) || servicePolicies(subject, key, backendRef.port).some(({ http }) => http?.requestTimeout !== undefined) ? [] : [{
      manifest,
      field: [...field, 'backendRef'],
      message: `no policy bounds how long the guardrail Service \`${textOfKey(key)}\` may take`,
      help: 'target the Service with a policy that sets `backend.http.requestTimeout`, and refer to the Service from a route',
    }];
  }),
};
