import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { attachmentsOf } from '../lookup/attachments';
import { routedServices } from '../lookup/routed-services';
import { mereTargets, servicesOfTargets } from '../lookup/services-of-targets';
import { textOfKey } from '../lookup/text-of-key';

const POLICY = `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: guardrail-connection, namespace: agentgateway-system }
spec:
  targetRefs: [{ group: '', kind: Service, name: ext-mcp }]
  backend: { http: { requestTimeout: 2s } }
`;

const TARGET = gatewayExample(POLICY).replace('static: { host: api.githubcopilot.com, port: 443, path: /mcp/, policies: { tls: {} } }', 'static: { backendRef: { name: ext-mcp }, port: 4445 }');

/** A policy on a Service that the proxy never hears of, or does not ask for. */
export const C22: DiagnosticRule = {
  code: 'C22',
  title: 'A policy on a Service that the proxy does not heed',
  severity: 'warning',
  security: false,
  written: 'a policy that targets a Service, and no route that names the Service in its `backendRefs`, for example the Service of a guardrail, or of a target of an MCP backend',
  happens: 'the proxy only hears of Services that routes refer to: the policy shows Accepted and Attached, and never reaches it, on every release. Connections to the target of an MCP backend heed no policy on the Service that it is (1.2 and later)',
  instead: 'refer to the Service from a route; one that matches nothing real, such as a host name of its own, is enough. For a target, target the AgentgatewayBackend, with the name of the target as `sectionName`',
  triggers: [gatewayExample(POLICY), gatewayExample(POLICY.replace("targetRefs: [{ group: '', kind: Service, name: ext-mcp }]", "targetSelectors: [{ group: '', kind: Service, matchLabels: { app: ext-mcp } }]"), `
apiVersion: v1
kind: Service
metadata: { name: ext-mcp, namespace: agentgateway-system, labels: { app: ext-mcp } }
spec: { ports: [{ port: 4445 }] }
`), TARGET],
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
    TARGET.replace("group: '', kind: Service, name: ext-mcp", 'group: agentgateway.dev, kind: AgentgatewayBackend, name: github, sectionName: github'),
  ],
  check: (subject) => {
    const attachments = attachmentsOf(subject).filter(({ group, kind }) => group === '' && kind === 'Service');
    return attachments.flatMap(({ policy, field, key }): RuleFinding[] => {
      const service = textOfKey(key);
      const reached = mereTargets(subject).get(service);
      if (reached) {
        const { backend, target } = reached;
        return [{
          manifest: policy,
          field,
          security: policy.object.spec.backend?.tls !== undefined,
          message: `Service \`${service}\` is target \`${target.name}\` of AgentgatewayBackend \`${textOfKey(backend.key)}\`, whose connections heed no policy on a Service`,
          help: `target the AgentgatewayBackend \`${textOfKey(backend.key)}\` with \`sectionName: ${target.name}\``,
        }];
      }
      return routedServices(subject).has(service) || servicesOfTargets(subject).has(service) ? [] : [{
        manifest: policy,
        field,
        message: `no route refers to Service \`${service}\`, so the policy never reaches the proxy`,
        help: 'name the Service in the `backendRefs` of a route',
      }];
    });
  },
};
