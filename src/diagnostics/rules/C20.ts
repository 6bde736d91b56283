import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { guardrailExample } from '../examples/guardrail-example';
import { findObject } from '../lookup/find-object';
import { guardrailProcessors } from '../lookup/guardrail-processors';
import { keyOf } from '../lookup/key-of';
import { servicePolicies } from '../lookup/service-policies';
import { textOfKey } from '../lookup/text-of-key';

/** What makes agentgateway speak HTTP/2 to a port. */
const HTTP2 = new Set(['kubernetes.io/h2c', 'http2', 'grpc']);

/** A guardrail service that is spoken to in HTTP/1.1. */
export const C20: DiagnosticRule = {
  code: 'C20',
  title: 'A guardrail service is not declared as HTTP/2',
  severity: 'warning',
  security: false,
  written: 'a guardrail processor whose Service port lacks `appProtocol: kubernetes.io/h2c`',
  happens: 'guardrails speak gRPC, which needs HTTP/2: the calls fail, and by default every request that they should judge is refused (1.3 and later)',
  instead: 'set `appProtocol: kubernetes.io/h2c` on the port of the Service',
  triggers: [guardrailExample({ appProtocol: '' }), guardrailExample({ appProtocol: 'http' })],
  nearMisses: [guardrailExample({}), guardrailExample({ appProtocol: '' }, `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: guardrail-connection, namespace: agentgateway-system }
spec:
  targetSelectors: [{ group: '', kind: Service, matchLabels: { app: ext-mcp } }]
  backend: { http: { version: HTTP2 } }
`).replace('name: ext-mcp, namespace', 'name: ext-mcp, labels: { app: ext-mcp }, namespace')],
  check: (subject) => guardrailProcessors(subject.manifests).flatMap(({ manifest, remote: { backendRef } }): RuleFinding[] => {
    if (backendRef === undefined || (backendRef.kind ?? 'Service') !== 'Service') {
      return [];
    }
    const key = { namespace: backendRef.namespace ?? keyOf(manifest.object).namespace, name: backendRef.name };
    const service = findObject(subject.manifests, 'Service', key);
    const index = service?.object.spec?.ports?.findIndex(({ port }) => port === backendRef.port) ?? -1;
    const { appProtocol } = service?.object.spec?.ports?.[index] ?? {};
    return service === undefined || index < 0 || HTTP2.has(appProtocol ?? '')
      || servicePolicies(subject, key, backendRef.port).some(({ http }) => http?.version === 'HTTP2') ? [] : [{
        manifest: service,
        field: ['spec', 'ports', index, ...(appProtocol === undefined ? [] : ['appProtocol'])],
        message: `port \`${backendRef.port}\` of the guardrail Service \`${textOfKey(key)}\` ${
          appProtocol === undefined ? 'has no `appProtocol`' : `has the \`appProtocol\` \`${appProtocol}\``}, so gRPC to it fails`,
        help: 'set `appProtocol: kubernetes.io/h2c`',
      }];
  }),
};
