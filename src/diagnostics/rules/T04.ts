import { isKind } from '../../manifest';
import { DiagnosticRule } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { targetExample } from '../examples/target-example';
import { attachmentsOf } from '../lookup/attachments';
import { sectionNames } from '../lookup/section-names';
import { textOfKey } from '../lookup/text-of-key';

/** A policy on a rule of a route whose rules carry no names. */
export const T04: DiagnosticRule = {
  code: 'T04',
  title: 'A policy targets a rule of a route whose rules have no names',
  severity: 'error',
  security: true,
  written: 'a `sectionName` for an HTTPRoute without `name` in its rules',
  happens: 'no rule is meant: the status says `Accepted: True` and `Attached: True`, and the policy has no effect, up to 1.4; later releases report the section as not found',
  instead: 'give the rule a `name`',
  triggers: [gatewayExample(targetExample('group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp, sectionName: tools'))],
  nearMisses: [
    gatewayExample(targetExample('group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp, sectionName: tools'))
      .replace('- matches: [{ path: { type: PathPrefix, value: /mcp } }]', '- name: tools\n      matches: [{ path: { type: PathPrefix, value: /mcp } }]'),
    gatewayExample(targetExample('group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp')),
  ],
  check: (subject) => attachmentsOf(subject).flatMap(({ policy, field, key, section, target }) =>
    section === undefined || !target || !isKind(target, 'HTTPRoute') || sectionNames(target)?.length !== 0 ? [] : [{
      manifest: policy,
      field: [...field, 'sectionName'],
      message: `the rules of HTTPRoute \`${textOfKey(key)}\` have no names, and none is \`${section}\``,
      help: `add \`name: ${section}\` to the rule of the route that is meant`,
    }]),
};
