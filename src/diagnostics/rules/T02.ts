import { DiagnosticRule } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { targetExample } from '../examples/target-example';
import { attachmentsOf } from '../lookup/attachments';
import { missingObjectHelp } from '../lookup/missing-object-help';
import { objectIndexOf } from '../lookup/object-index';
import { textOfKey } from '../lookup/text-of-key';

/** A policy whose target does not exist. */
export const T02: DiagnosticRule = {
  code: 'T02',
  title: 'The target of a policy does not exist',
  severity: 'error',
  security: true,
  written: 'an AgentgatewayPolicy with a mistyped target, or with one that is not among the manifests',
  happens: 'the policy is accepted (`Accepted: True`, `Attached: False … not found`), and requests pass without it, on every release',
  instead: 'name an object that exists in the namespace of the policy; one that is not among the manifests is named with `--external`',
  triggers: [
    gatewayExample(targetExample('group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-prxy')),
    targetExample('group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp'),
  ],
  nearMisses: [
    gatewayExample(targetExample('group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy')),
    gatewayExample(targetExample('group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy', { namespace: 'apps' })),
  ],
  check: (subject) => attachmentsOf(subject).flatMap(({ policy, field, group, kind, key, target }) =>
    target || subject.isExternal(kind, key) || objectIndexOf(subject).namespacesOf({ group, kind }, key.name).length > 0 ? [] : [{
      manifest: policy,
      field: [...field, 'name'],
      message: `there is no ${kind} \`${textOfKey(key)}\`, so that this policy governs nothing`,
      help: missingObjectHelp(subject, { group, kind }, key),
    }]),
};
