import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { onePerField } from '../lookup/one-per-field';
import { pathsToBackends } from '../lookup/paths-to-backends';

const REF = '{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }';

/** An MCP backend that shares its rule with others. */
export const B33: DiagnosticRule = {
  code: 'B33',
  title: 'An MCP backend shares a rule with other backends',
  severity: 'warning',
  security: false,
  written: 'several backends by weight in one rule, one of them an MCP backend',
  happens: 'each request of a session is sent to one of them by chance, and the one that did not open the session refuses it, on every release',
  instead: 'lead each rule to one MCP backend; several servers become several targets of one backend',
  triggers: [gatewayExample().replace(REF, `${REF}, { name: web, port: 80 }`)],
  nearMisses: [gatewayExample().replace(REF, `${REF}, { name: web, port: 80, weight: 0 }`)],
  check: (subject) => onePerField(pathsToBackends(subject).flatMap(({ rule }): RuleFinding[] => {
    const serving = rule.backends.filter(({ weight }) => weight > 0).length;
    return serving < 2 ? [] : [{
      manifest: rule.manifest,
      field: [...rule.field, 'backendRefs'],
      message: `the requests of one MCP session are spread over ${serving} backends`,
      help: 'lead each rule to one MCP backend; several servers become several targets of one backend',
    }];
  })),
};
