import { childrenOf, type CelAst } from '../../cel';
import { AuthorizationRule } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { distinctPlaces } from '../lookup/distinct-places';
import { onePerField } from '../lookup/one-per-field';
import { parseOrUndefined } from '../lookup/parse-or-undefined';
import { isCertain, isTrueForAll, Outcomes, possibleOutcomes } from '../lookup/possible-outcomes';

/** Rules that allow tools and so refuse everything else. */
export const A12: DiagnosticRule = {
  code: 'A12',
  title: 'Rules about tools decide about prompts and resources too',
  severity: 'warning',
  security: false,
  written: 'Allow expressions that all need `mcp.tool`, and none for prompts, resources or tasks; or one that is true wherever there is no tool, as `!has(mcp.tool) || …`',
  happens: 'as soon as there is an Allow, what no Allow matches is hidden and refused: nobody sees a prompt or a resource of the backend. With `!has(mcp.tool) || …` everybody sees all of them, whoever may use the tools. On every release',
  instead: 'if that is not meant, add an Allow that says who may use them',
  triggers: [
    gatewayExample(authorizationExample('mcp', 'Allow', 'jwt.sub == "alice" && mcp.tool.name == "get_me"')),
    gatewayExample(authorizationExample('mcp', 'Allow', '!has(mcp.tool) || (jwt.sub == "alice" && mcp.tool.name == "get_me")')),
  ],
  nearMisses: [
    gatewayExample(authorizationExample('mcp', 'Allow', 'mcp.tool.name == "get_me"', 'has(mcp.prompt) || has(mcp.resource)')),
    gatewayExample(authorizationExample('mcp', 'Allow', 'jwt.sub == "alice"')),
    gatewayExample(authorizationExample('mcp', 'Allow', 'jwt.sub == "alice" && (!has(mcp.tool) || mcp.tool.name == "get_me")')),
    gatewayExample(authorizationExample('mcp', 'Allow', '!has(mcp.tool) || mcp.tool.name == "get_me"')),
    gatewayExample(
      authorizationExample('mcp', 'Allow', '!has(mcp.tool) || (jwt.sub == "alice" && mcp.tool.name == "get_me")'),
      authorizationExample('mcp', 'Require', 'jwt.sub == "alice"').replace('name: access,', 'name: alice,'),
    ),
    gatewayExample(authorizationExample('mcp', 'Require', 'mcp.tool.name == "get_me"')),
  ],
  check: ({ gateway }) => onePerField(distinctPlaces(gateway).flatMap(({ backend, rules }): RuleFinding[] => {
    const allow = backend ? rules.filter(({ mode }) => mode === 'Allow') : [];
    if (!backend || allow.length === 0) {
      return [];
    }
    if (allow.every(isAboutTools)) {
      return [{
        manifest: allow[0].manifest,
        field: allow[0].field.slice(0, -1),
        message: `every Allow for backend \`${backend.key.name}\` asks for a tool, so that its prompts and resources are refused to everybody`,
        help: 'if they are needed, add an Allow for them, as `has(mcp.prompt) || has(mcp.resource)`',
      }];
    }
    // another rule may refuse what this one opens
    return rules.some(mayRefuseOtherThanTools) ? [] : allow.filter(opensAllButTools).map((rule) => ({
      manifest: rule.manifest,
      field: rule.field,
      message: `\`${rule.expression}\` says who may use a tool, and is true without one: every prompt, resource and task of backend \`${backend.key.name}\` `
        + 'is open to everybody who reaches it',
      help: 'if that is not meant, ask for the caller outside of what is said about tools; otherwise say who may use prompts, resources and tasks in an Allow of its own',
      security: true,
    }));
  })),
};

function isAboutTools({ expression }: AuthorizationRule): boolean {
  const ast = parseOrUndefined(expression);
  return ast !== undefined && possibleOutcomes(ast).true && !withoutTool(ast).true;
}

/** Whether a rule depends on something where a tool is asked for, and on nothing where it is not. */
function opensAllButTools({ expression }: AuthorizationRule): boolean {
  const ast = parseOrUndefined(expression);
  return ast !== undefined && asksForMoreThanItems(ast) && !isTrueForAll(ast) && isCertain(withoutTool(ast));
}

/** Whether an expression is about more than what is asked for; tools that are open to all say nothing of who may use the rest. */
function asksForMoreThanItems(node: CelAst): boolean {
  return node.kind === 'identifier' ? node.name !== 'mcp' : childrenOf(node).some(asksForMoreThanItems);
}

function mayRefuseOtherThanTools({ mode, expression }: AuthorizationRule): boolean {
  const ast = parseOrUndefined(expression);
  return mode === 'Require' ? !ast || !isCertain(withoutTool(ast)) : mode === 'Deny' && ast !== undefined && withoutTool(ast).true;
}

function withoutTool(ast: CelAst): Outcomes {
  return possibleOutcomes(ast, ['mcp', 'tool']);
}
