import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
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
    const ast = places.every(({ backend }) => !backend) ? undefined : parseOrUndefined(rule.expression);
    return ast === undefined ? [] : ['mcp.tool', 'mcp.prompt', 'mcp.task'].flatMap((item) =>
      textsComparedWith(ast, `${item}.name`).flatMap(({ text, range }): RuleFinding[] => {
        const target = places.flatMap(({ backend }) => backend?.targets ?? []).map(({ name }) => name).find((name) => text.startsWith(`${name}_`));
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
