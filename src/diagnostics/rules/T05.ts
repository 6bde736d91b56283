import { isKind } from '../../manifest';
import { DiagnosticRule } from '../diagnostic-rule';
import { targetExample } from '../examples/target-example';
import { attachmentsOf } from '../lookup/attachments';

const SERVICE = `
---
apiVersion: v1
kind: Service
metadata: { name: tools, namespace: agentgateway-system }
spec: { ports: [{ name: http, port: 8080 }] }
`;

/** A policy on a port of a Service by its name. */
export const T05: DiagnosticRule = {
  code: 'T05',
  title: 'A policy targets a port of a Service by its name',
  severity: 'error',
  security: true,
  written: 'a Service as target with the name of a port as `sectionName`',
  happens: 'the name is read as port 0: the status says `Accepted: True` and `Attached: True`, and the policy never matches, up to 1.4; later releases refuse the policy',
  instead: 'write the number of the port in quotes, or leave `sectionName` out',
  triggers: [`${targetExample('group: \'\', kind: Service, name: tools, sectionName: http', { body: 'backend: { tls: {} }' })}${SERVICE}`],
  nearMisses: [`${targetExample('group: \'\', kind: Service, name: tools, sectionName: \'8080\'', { body: 'backend: { tls: {} }' })}${SERVICE}`],
  check: (subject) => attachmentsOf(subject).flatMap(({ policy, field, kind, section, target }) => {
    if (kind !== 'Service' || section === undefined || /^\d+$/.test(section)) {
      return [];
    }
    const port = target && isKind(target, 'Service') ? target.object.spec?.ports?.find(({ name }) => name === section)?.port : undefined;
    return [{
      manifest: policy,
      field: [...field, 'sectionName'],
      message: `\`${section}\` is the name of a port, and only its number is understood here`,
      help: port === undefined ? 'write the number of the port in quotes, or leave `sectionName` out' : `write \`sectionName: '${port}'\``,
    }];
  }),
};
