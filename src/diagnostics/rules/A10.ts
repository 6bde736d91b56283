import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { AuthorizationPlace } from '../lookup/authorization-places';
import { oncePer } from '../lookup/once-per';
import { parseOrUndefined } from '../lookup/parse-or-undefined';
import { placedRules } from '../lookup/placed-rules';
import { textsComparedWith } from '../lookup/texts-compared-with';

/** The name that clients see, where the name that the server gives is compared. */
export const A10: DiagnosticRule = {
  code: 'A10',
  title: 'A tool is compared by the name that clients see',
  severity: 'warning',
  security: true,
  written: '`mcp.tool.name == "github_get_me"`, with the name of the target before the name of the tool',
  happens: '`mcp.tool.name` is the name that the server gives, without the prefix that clients see when a backend has several targets: the rule never matches, on every release',
  instead: 'compare `mcp.tool.target` and `mcp.tool.name`',
  triggers: [
    gatewayExample(authorizationExample('mcp', 'Allow', 'mcp.tool.name == "github_get_me"')),
    gatewayExample(authorizationExample('mcp', 'Allow', 'mcp.prompt.name in ["github_review"]')),
  ],
  nearMisses: [
    gatewayExample(authorizationExample('mcp', 'Allow', 'mcp.tool.target == "github" && mcp.tool.name == "get_me"')),
    gatewayExample(authorizationExample('mcp', 'Allow', 'mcp.tool.name == "githubber"')),
  ],
  check: ({ gateway }) => placedRules(gateway).flatMap(({ rule, places }) => {
    // names of tools are known at backends only
    const targets = targetsBehind(places);
    const ast = targets.size === 0 ? undefined : parseOrUndefined(rule.expression);
    return ast === undefined ? [] : ['mcp.tool', 'mcp.prompt', 'mcp.task'].flatMap((item) =>
      textsComparedWith(ast, `${item}.name`).flatMap(({ text, range }): RuleFinding[] => {
        const target = prefixOf(text, targets);
        return target === undefined ? [] : [{
          manifest: rule.manifest,
          field: rule.field,
          message: `\`${text}\` is the name that clients see; \`${item}.name\` has no prefix, so that it is never equal`,
          help: `write \`${item}.target == "${target}" && ${item}.name == "${text.slice(target.length + 1)}"\``,
          excerpt: { text: rule.expression, range },
        }];
      }));
  }),
};

/** The names of the targets behind places, with the place of each in their order. */
const targetsBehind = oncePer((places: readonly AuthorizationPlace[]): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  for (const { backend } of places) {
    for (const { name } of backend?.targets ?? []) {
      found.has(name) || found.set(name, found.size);
    }
  }
  return found;
});

/** The first target whose name stands before an underscore at the beginning of a text. */
function prefixOf(text: string, targets: ReadonlyMap<string, number>): string | undefined {
  let prefix: string | undefined;
  for (let end = text.indexOf('_'); end !== -1; end = text.indexOf('_', end + 1)) {
    const name = text.slice(0, end);
    const order = targets.get(name);
    if (order !== undefined && (prefix === undefined || order < targets.get(prefix)!)) {
      prefix = name;
    }
  }
  return prefix;
}
