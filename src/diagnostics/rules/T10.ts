import { isBefore } from '../../manifest';
import { DiagnosticRule } from '../diagnostic-rule';
import { targetExample } from '../examples/target-example';
import { attachmentsOf } from '../lookup/attachments';
import { onePerField } from '../lookup/one-per-field';
import { textOfKey } from '../lookup/text-of-key';

const LISTENER_SET = `
---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: { name: team, namespace: agentgateway-system }
spec:
  parentRef: { name: agentgateway-proxy }
  listeners: [{ name: team, port: 8080, protocol: HTTP }]
`;
const TARGET = 'group: gateway.networking.k8s.io, kind: ListenerSet, name: team';

/** A policy that a ListenerSet does not hand on. */
export const T10: DiagnosticRule = {
  code: 'T10',
  title: 'A policy on a ListenerSet has no effect',
  severity: 'error',
  security: true,
  written: 'a ListenerSet as target of `traffic` in the phase `PostRouting`, which is the default, or of `backend`',
  happens: 'the status says `Attached: True`, and the data plane never looks there, up to 1.4; `main` does',
  instead: 'target the HTTPRoute or the Gateway, or use the phase `PreRouting` (since 1.3 it takes authorization, since 1.0 authentication)',
  triggers: [`${targetExample(TARGET)}${LISTENER_SET}`],
  nearMisses: [`${targetExample(TARGET, { body: 'traffic: { phase: PreRouting, authorization: { policy: { matchExpressions: [\'source.address == "10.0.0.7"\'] } } }' })}${LISTENER_SET}`],
  check: (subject) => !isBefore(subject.targetVersion, 'main') ? [] : onePerField(attachmentsOf(subject).flatMap(({ policy, field, kind, key }) => {
    const { traffic, backend } = policy.object.spec;
    const without = [
      ...(traffic && traffic.phase !== 'PreRouting' ? ['traffic'] : []),
      ...(backend ? ['backend'] : []),
    ];
    return kind !== 'ListenerSet' || without.length === 0 ? [] : [{
      manifest: policy,
      field: [...field, 'kind'],
      message: `${without.map((name) => `\`${name}\``).join(' and ')} on ListenerSet \`${textOfKey(key)}\` has no effect in agentgateway ${subject.targetVersion}`,
      help: 'target the HTTPRoute or the Gateway instead',
    }];
  })),
};
