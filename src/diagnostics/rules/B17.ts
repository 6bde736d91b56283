import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { serviceExample } from '../examples/service-example';
import { mcpTargets } from '../lookup/mcp-targets';
import { missingObjectHelp } from '../lookup/missing-object-help';
import { objectIndexOf } from '../lookup/object-index';
import { textOfKey } from '../lookup/text-of-key';

const SERVICE = { group: '', kind: 'Service' };
const BACKEND = backendExample(['{ name: tools, static: { backendRef: { name: tools }, port: 8080 } }']);

/** A target whose Service does not exist. */
export const B17: DiagnosticRule = {
  code: 'B17',
  title: 'The Service of a target does not exist',
  severity: 'error',
  security: false,
  written: '`static.backendRef` with a Service that is missing, or in another namespace than the backend',
  happens: 'the backend is refused as a whole (`mcp backendRef service … not found`), its other targets too, since 1.1, which brought `backendRef`',
  instead: 'name a Service in the namespace of the backend, or write its `host`',
  triggers: [BACKEND, `${BACKEND}---${serviceExample().replace('namespace: apps', 'namespace: servers')}`],
  nearMisses: [`${BACKEND}---${serviceExample()}`],
  check: (subject) => mcpTargets(subject).flatMap(({ backend, namespace, field, target }): RuleFinding[] => {
    const name = target.static?.backendRef?.name;
    if (name === undefined || objectIndexOf(subject).find(SERVICE, { namespace, name }) || subject.isExternal('Service', { namespace, name })) {
      return [];
    }
    const [elsewhere] = objectIndexOf(subject).namespacesOf(SERVICE, name);
    return [{
      manifest: backend,
      field: [...field, 'static', 'backendRef', 'name'],
      message: `there is no Service \`${textOfKey({ namespace, name })}\`, and the whole backend is refused`,
      help: elsewhere === undefined
        ? missingObjectHelp(subject, SERVICE, { namespace, name })
        : `it is in \`${elsewhere}\`; write \`host: ${name}.${elsewhere}.svc.cluster.local\` instead of \`backendRef\``,
    }];
  }),
};
