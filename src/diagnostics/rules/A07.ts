import { AuthorizationRule } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { distinctPlaces } from '../lookup/distinct-places';
import { onePerField } from '../lookup/one-per-field';
import { parseOrUndefined } from '../lookup/parse-or-undefined';
import { possibleOutcomes } from '../lookup/possible-outcomes';

/** Rules that shut out the requests without a token that the mode lets in. */
export const A07: DiagnosticRule = {
  code: 'A07',
  title: 'The mode admits requests without a token, and the rules refuse them',
  severity: 'warning',
  security: false,
  written: 'mode `Optional` or `Permissive`, and rules that all need a claim',
  happens: '`jwt` is null for a request without a token, so that a Require is not true and no Allow matches: the request is refused with 403, where mode `Strict` would answer 401',
  instead: 'set `mode: Strict`, or say what a request without a token may do: `jwt == null || …`',
  triggers: [
    gatewayExample(jwtExample({ mode: 'Optional' }), authorizationExample('http', 'Require', 'jwt.sub == "alice"')),
    gatewayExample(jwtExample({ mode: 'Permissive' }), authorizationExample('http', 'Allow', 'jwt.sub == "alice"')),
  ],
  nearMisses: [
    gatewayExample(jwtExample(), authorizationExample('http', 'Require', 'jwt.sub == "alice"')),
    gatewayExample(jwtExample({ mode: 'Optional' }), authorizationExample('http', 'Require', 'jwt == null || jwt.sub == "alice"')),
    gatewayExample(jwtExample({ mode: 'Optional' }), authorizationExample('http', 'Allow', 'jwt.sub == "alice"', 'request.path == "/mcp/public"')),
  ],
  check: ({ gateway }) => onePerField(distinctPlaces(gateway).flatMap(({ jwt, rules }): RuleFinding[] => {
    if (!jwt || jwt.value.mode === 'Strict') {
      return [];
    }
    const { mode } = jwt.value;
    const allow = rules.filter((rule) => rule.mode === 'Allow');
    return [
      ...rules.filter((rule) => rule.mode === 'Require' && needsClaims(rule)),
      ...(allow.every(needsClaims) ? allow.slice(0, 1) : []),
    ].map((rule) => ({
      manifest: rule.manifest,
      field: rule.field,
      message: `\`${rule.expression}\` is never true without a token, though mode \`${mode}\` of policy \`${jwt.policy.name}\` admits requests without one`,
      help: 'set `mode: Strict`, or say what such a request may do, as `jwt == null || …`',
    }));
  })),
};

function needsClaims({ expression }: AuthorizationRule): boolean {
  const ast = parseOrUndefined(expression);
  return ast !== undefined && possibleOutcomes(ast).true && !possibleOutcomes(ast, ['jwt']).true;
}
