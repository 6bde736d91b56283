import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { routeExample } from '../examples/route-example';
import { routeBackendRefs } from '../lookup/route-backend-refs';

const GROUP = 'agentgateway.dev';
const KIND = 'AgentgatewayBackend';

/** A reference to a backend without its group or kind. */
export const B01: DiagnosticRule = {
  code: 'B01',
  title: 'A route names a backend without its group',
  severity: 'error',
  security: false,
  written: '`kind: AgentgatewayBackend` without `group: agentgateway.dev` in `backendRefs`, or the group without the kind',
  happens: 'the group of core, or the kind Service, is meant: `ResolvedRefs: False` with `InvalidKind`, and requests are answered 500, on every release',
  instead: 'write both `group: agentgateway.dev` and `kind: AgentgatewayBackend`',
  triggers: [routeExample(`kind: ${KIND}, name: tools`), routeExample(`group: ${GROUP}, name: tools`)],
  nearMisses: [routeExample(`group: ${GROUP}, kind: ${KIND}, name: tools`), routeExample('name: tools, port: 8080')],
  check: (subject) => routeBackendRefs(subject).flatMap(({ route, field, group, kind, key }): RuleFinding[] => {
    // the older group is T18
    if ((kind === KIND) === (group === GROUP) || group === 'gateway.kgateway.dev') {
      return [];
    }
    return [{
      manifest: route,
      field,
      message: kind === KIND
        ? `\`${key.name}\` is named with the kind \`${KIND}\` and the group \`${group}\`, where there is no such kind`
        : `\`${key.name}\` is named with the group \`${GROUP}\` and the kind \`${kind}\`, which is not there`,
      help: `write \`group: ${GROUP}\` and \`kind: ${KIND}\``,
    }];
  }),
};
