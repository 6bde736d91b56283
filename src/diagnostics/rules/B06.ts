import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { refusedParents } from '../lookup/refused-parents';
import { textOfKey } from '../lookup/text-of-key';
import { nearest } from '../nearest';

const REF = 'parentRefs: [{ name: agentgateway-proxy }]';

/** A route on a listener that does not exist. */
export const B06: DiagnosticRule = {
  code: 'B06',
  title: 'The Gateway has no such listener',
  severity: 'error',
  security: false,
  written: 'a `sectionName` or `port` in `parentRefs` that no listener has',
  happens: 'the route is refused (`NoMatchingParent`), and requests are answered 404, on every release',
  instead: 'write the name of a listener, or leave `sectionName` out to attach to all of them',
  triggers: [gatewayExample().replace(REF, 'parentRefs: [{ name: agentgateway-proxy, sectionName: htpp }]')],
  nearMisses: [gatewayExample().replace(REF, 'parentRefs: [{ name: agentgateway-proxy, sectionName: http }]')],
  check: (subject) => refusedParents(subject).flatMap(({ parent: { route, field, kind, key, section, port }, listeners, reason }): RuleFinding[] => {
    if (reason !== 'no such listener') {
      return [];
    }
    const meant = section === undefined ? undefined : nearest(section, listeners.map(({ name }) => name));
    const wanted = [...(section === undefined ? [] : [`\`${section}\``]), ...(port === undefined ? [] : [`on port ${port}`])].join(' ');
    return [{
      manifest: route,
      field: [...field, section === undefined ? 'port' : 'sectionName'],
      message: `the ${kind} \`${textOfKey(key)}\` has no listener ${wanted}`,
      help: meant === undefined || meant === section
        ? `it has ${listeners.map((listener) => `\`${listener.name}\` on port ${listener.port}`).join(', ')}`
        : `did you mean \`${meant}\`?`,
    }];
  }),
};
