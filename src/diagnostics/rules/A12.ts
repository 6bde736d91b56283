import { AuthorizationRule } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { authorizationPlaces } from '../lookup/authorization-places';
import { onePerField } from '../lookup/one-per-field';
import { parseOrUndefined } from '../lookup/parse-or-undefined';
import { possibleOutcomes } from '../lookup/possible-outcomes';

/** Rules that allow tools and so refuse everything else. */
export const A12: DiagnosticRule = {
  code: 'A12',
  title: 'Rules that allow tools refuse prompts and resources',
  severity: 'warning',
  security: false,
  written: 'Allow expressions that all need `mcp.tool`, and none for prompts, resources or tasks',
  happens: 'as soon as there is an Allow, what no Allow matches is hidden and refused: nobody sees a prompt or a resource of the backend, on every release',
  instead: 'if that is not meant, add an Allow for them',
  triggers: [gatewayExample(authorizationExample('mcp', 'Allow', 'jwt.sub == "alice" && mcp.tool.name == "get_me"'))],
  nearMisses: [
    gatewayExample(authorizationExample('mcp', 'Allow', 'mcp.tool.name == "get_me"', 'has(mcp.prompt) || has(mcp.resource)')),
    gatewayExample(authorizationExample('mcp', 'Allow', 'jwt.sub == "alice"')),
    gatewayExample(authorizationExample('mcp', 'Require', 'mcp.tool.name == "get_me"')),
  ],
  check: ({ gateway }) => onePerField(authorizationPlaces(gateway).flatMap(({ backend, rules }): RuleFinding[] => {
    const allow = rules.filter(({ mode }) => mode === 'Allow');
    return !backend || allow.length === 0 || !allow.every(isAboutTools) ? [] : [{
      manifest: allow[0].manifest,
      field: allow[0].field.slice(0, -1),
      message: `every Allow for backend \`${backend.key.name}\` asks for a tool, so that its prompts and resources are refused to everybody`,
      help: 'if they are needed, add an Allow for them, as `has(mcp.prompt) || has(mcp.resource)`',
    }];
  })),
};

function isAboutTools({ expression }: AuthorizationRule): boolean {
  const ast = parseOrUndefined(expression);
  return ast !== undefined && possibleOutcomes(ast).true && !possibleOutcomes(ast, ['mcp', 'tool']).true;
}
