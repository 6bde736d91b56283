import { ObjectKey } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { attachmentsOf } from '../lookup/attachments';
import { keyOf } from '../lookup/key-of';
import { textOfKey } from '../lookup/text-of-key';
import { valuesAt } from '../lookup/values-at';

const POLICY = `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: guardrail-connection, namespace: agentgateway-system }
spec:
  targetRefs: [{ group: '', kind: Service, name: ext-mcp }]
  backend: { http: { requestTimeout: 2s } }
`;

/** A policy on a Service that the proxy never hears of. */
export const C22: DiagnosticRule = {
  code: 'C22',
  title: 'A policy on a Service that no route refers to',
  severity: 'warning',
  security: false,
  written: 'a policy that targets a Service, and no route that names the Service in its `backendRefs`, for example the Service of a guardrail',
  happens: 'the proxy only hears of Services that routes refer to: the policy shows Accepted and Attached, and never reaches it, on every release',
  instead: 'refer to the Service from a route; one that matches nothing real, such as a host name of its own, is enough',
  triggers: [gatewayExample(POLICY), gatewayExample(POLICY.replace("targetRefs: [{ group: '', kind: Service, name: ext-mcp }]", "targetSelectors: [{ group: '', kind: Service, matchLabels: { app: ext-mcp } }]"), `
apiVersion: v1
kind: Service
metadata: { name: ext-mcp, namespace: agentgateway-system, labels: { app: ext-mcp } }
spec: { ports: [{ port: 4445 }] }
`)],
  nearMisses: [
    gatewayExample(POLICY, `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: guardrail, namespace: agentgateway-system }
spec:
  parentRefs: [{ name: agentgateway-proxy }]
  hostnames: [guardrail.internal]
  rules: [{ backendRefs: [{ name: ext-mcp, port: 4445 }] }]
`),
    gatewayExample(POLICY).replace('static: { host: api.githubcopilot.com, port: 443, path: /mcp/, policies: { tls: {} } }', 'static: { backendRef: { name: ext-mcp }, port: 4445 }'),
  ],
  check: (subject) => {
    const { manifests, gateway } = subject;
    const attachments = attachmentsOf(subject).filter(({ group, kind }) => group === '' && kind === 'Service');
    if (attachments.length === 0) {
      return [];
    }
    const referred = new Set([
      ...manifests.filter(({ object }) => object.kind.endsWith('Route')).flatMap(({ object }) => valuesAt(object, 'spec.rules[].backendRefs[]').flatMap(({ value }) => {
        const { kind = 'Service', namespace = keyOf(object).namespace, name } = value as { kind?: string } & Partial<ObjectKey>;
        return kind === 'Service' && name !== undefined ? [textOfKey({ namespace, name })] : [];
      })),
      // a target of an MCP backend is reached by the host name of its Service
      ...gateway.listeners.flatMap(({ routes }) => routes.flatMap(({ rules }) => rules.flatMap(({ backends }) => backends.flatMap(({ backend }) =>
        backend.kind === 'mcp' ? backend.mcp.targets.flatMap(({ host }) => serviceOfHost(host)) : [])))),
    ]);
    return attachments.flatMap(({ policy, field, key }): RuleFinding[] => referred.has(textOfKey(key)) ? [] : [{
      manifest: policy,
      field,
      message: `no route refers to Service \`${textOfKey(key)}\`, so the policy never reaches the proxy`,
      help: 'name the Service in the `backendRefs` of a route',
    }]);
  },
};

function serviceOfHost(host: string): readonly string[] {
  const [, name, namespace] = /^([^.]+)\.([^.]+)\.svc\.cluster\.local$/.exec(host) ?? [];
  return name === undefined ? [] : [textOfKey({ namespace, name })];
}
