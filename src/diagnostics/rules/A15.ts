import { isBefore } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { distinctPlaces } from '../lookup/distinct-places';
import { onePerField } from '../lookup/one-per-field';

/** Rules that only deny, on a release that then denies everything. */
export const A15: DiagnosticRule = {
  code: 'A15',
  title: 'Rules that only deny refuse everything before 1.0',
  severity: 'error',
  security: false,
  written: 'only Deny rules, for a release before 1.0',
  happens: 'agentgateway up to 0.12 refuses every request that no Allow matches, even where there is no Allow; since 1.0 rules that only deny let the rest through',
  instead: 'add an Allow `true` beside them, or raise the target version',
  exampleVersion: '0.12',
  triggers: [gatewayExample(authorizationExample('http', 'Deny', 'has(jwt.role) && jwt.role == "guest"'))],
  nearMisses: [
    gatewayExample(authorizationExample('http', 'Deny', 'has(jwt.role) && jwt.role == "guest"'), authorizationExample('route', 'Allow', 'true')),
  ],
  check: ({ gateway, targetVersion }) => !isBefore(targetVersion, '1.0') ? [] : onePerField(distinctPlaces(gateway)
    .filter(({ rules }) => rules.every(({ mode }) => mode === 'Deny'))
    .map(({ rules: [{ manifest, field }], title }): RuleFinding => ({
      manifest,
      field: field.slice(0, -1),
      message: `agentgateway \`${targetVersion}\` refuses every request at ${title}, because its rules only deny`,
      help: 'add an Allow `true` beside them, or raise the target version to 1.0 or newer',
    }))),
};
