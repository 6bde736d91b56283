import { DiagnosticRule } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { targetExample } from '../examples/target-example';
import { attachmentsOf } from '../lookup/attachments';
import { objectIndexOf } from '../lookup/object-index';

/** A policy whose target is in another namespace. */
export const T01: DiagnosticRule = {
  code: 'T01',
  title: 'The target of a policy is in another namespace',
  severity: 'error',
  security: true,
  written: 'an AgentgatewayPolicy in one namespace, with the name of a Gateway, route or backend of another',
  happens: 'a policy reaches objects of its own namespace only: it is accepted (`Accepted: True`, `Attached: False … not found`), and requests pass without it, on every release',
  instead: 'move the policy into the namespace of its target',
  triggers: [gatewayExample(targetExample('group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy', { namespace: 'apps' }))],
  nearMisses: [
    gatewayExample(targetExample('group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy')),
    gatewayExample(targetExample('group: gateway.networking.k8s.io, kind: Gateway, name: other', { namespace: 'apps' })),
  ],
  check: (subject) => attachmentsOf(subject).flatMap(({ policy, field, group, kind, key, target }) => {
    const namespaces = target || subject.isExternal(kind, key) ? [] : objectIndexOf(subject).namespacesOf({ group, kind }, key.name);
    return namespaces.length === 0 ? [] : [{
      manifest: policy,
      field: [...field, 'name'],
      message: `the target ${kind} \`${key.name}\` is in the namespace ${named(namespaces)}, and this policy in \`${key.namespace}\` cannot reach it`,
      help: `move the policy into the namespace \`${namespaces[0]}\``,
    }];
  }),
};

function named(namespaces: readonly string[]): string {
  return namespaces.map((namespace) => `\`${namespace}\``).join(' and ');
}
