import { keyOf } from '../../gateway';
import { DiagnosticRule } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { selectedBy } from '../lookup/attachments';
import { manifestIndexOf } from '../lookup/manifest-index-of';
import { objectIndexOf } from '../lookup/object-index';

/** The YAML of a policy on the routes with a label, and of such a route. */
function example(policyLabel: string, routeLabel: string): string {
  return gatewayExample(`
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: access, namespace: agentgateway-system }
spec:
  targetSelectors: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, matchLabels: { team: ${policyLabel} } }]
  traffic: { authorization: { policy: { matchExpressions: ['source.address == "10.0.0.7"'] } } }
`).replace('{ name: mcp, namespace: agentgateway-system }', `{ name: mcp, namespace: agentgateway-system, labels: { team: ${routeLabel} } }`);
}

/** A policy whose selector finds nothing. */
export const T11: DiagnosticRule = {
  code: 'T11',
  title: 'A target selector finds nothing',
  severity: 'warning',
  security: true,
  written: '`targetSelectors` whose labels no object in the namespace of the policy carries',
  happens: 'the policy is accepted (`Accepted: True`, `Attached: False … no … matching selector found`), and requests pass without it, on every release',
  instead: 'write labels that the targets carry in their own `metadata.labels`, in the namespace of the policy',
  triggers: [example('tools', 'tool')],
  nearMisses: [example('tools', 'tools')],
  check: (subject) => manifestIndexOf(subject).policies.flatMap((policy) => {
    const { namespace } = keyOf(policy.object);
    return (policy.object.spec.targetSelectors ?? []).flatMap((selector, index) => {
      if (selectedBy(subject, namespace, selector).length > 0) {
        return [];
      }
      const candidates = objectIndexOf(subject).inNamespace(selector, namespace).length;
      return [{
        manifest: policy,
        field: ['spec', 'targetSelectors', index, 'matchLabels'],
        message: `no ${selector.kind} in the namespace \`${namespace}\` has the labels ${labelsText(selector.matchLabels)}`,
        help: candidates === 0
          ? `there is no ${selector.kind} in that namespace at all; a policy selects objects of its own namespace only`
          : 'compare the labels with `metadata.labels` of the objects that are meant',
      }];
    });
  }),
};

function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels).map(([name, value]) => `\`${name}: ${value}\``).join(', ');
}
