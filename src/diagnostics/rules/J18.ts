import { EffectiveListener } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { mcpOAuthExample } from '../examples/mcp-oauth-example';
import { mcpOAuthRules } from '../lookup/mcp-oauth-rules';
import { oncePer } from '../lookup/once-per';
import { onePerField } from '../lookup/one-per-field';

/** Paths of the OAuth metadata that no route serves. */
export const J18: DiagnosticRule = {
  code: 'J18',
  title: 'No route serves the OAuth metadata',
  severity: 'warning',
  security: false,
  written: 'MCP authentication on a route that does not match the well-known paths of its resource',
  happens: 'the gateway answers them by itself, but only where a route leads them to the MCP backend: clients get 404 and cannot log in, on every release',
  instead: 'add matches for `/.well-known/oauth-protected-resource<path>` and, with a `provider`, `/.well-known/oauth-authorization-server<path>`',
  triggers: [
    mcpOAuthExample({ mcp: '{ provider: Keycloak }', paths: [] }),
    mcpOAuthExample({ mcp: '{ provider: Keycloak }', paths: ['/.well-known/oauth-protected-resource/mcp'] }),
  ],
  nearMisses: [
    mcpOAuthExample({ mcp: '{ provider: Keycloak }' }),
    mcpOAuthExample({ mcp: '{}', paths: ['/.well-known/oauth-protected-resource'] }),
  ],
  check: ({ gateway }) => {
    const serves = oncePer(pathsToMcp);
    return onePerField(mcpOAuthRules(gateway).flatMap(({ listener, rule, provider }) => rule.matches.flatMap((match, index): RuleFinding[] => {
      const { path, position = index } = match;
      if (path.type === 'RegularExpression' || path.value.startsWith('/.well-known/')) {
        return [];
      }
      const suffix = path.value.replace(/\/+$/, '');
      const missing = [
        `/.well-known/oauth-protected-resource${suffix}`,
        ...(provider === undefined ? [] : [`/.well-known/oauth-authorization-server${suffix}`]),
      ].filter((wanted) => !serves(listener)(wanted));
      return missing.length === 0 ? [] : [{
        manifest: rule.manifest,
        field: [...rule.field, 'matches', position, 'path', 'value'],
        message: `clients of \`${path.value}\` cannot log in: no route leads ${missing.map((wanted) => `\`${wanted}\``).join(' and ')} to an MCP backend`,
        help: `add ${missing.length > 1 ? 'matches' : 'a match'} of type \`PathPrefix\` for ${missing.length > 1 ? 'them' : 'it'} to the same rule`,
      }];
    })));
  },
};

/** Whether a path leads to an MCP backend. There can be thousands of routes, so that each path is looked up, not compared with all. */
function pathsToMcp({ routes }: EffectiveListener): (path: string) => boolean {
  const paths = routes.flatMap(({ rules }) => rules.filter(({ backends }) => backends.some(({ backend }) => backend.kind === 'mcp')))
    .flatMap(({ matches }) => matches.map((match) => match.path));
  const valuesOf = (type: string): ReadonlySet<string> => new Set(paths.filter((path) => path.type === type).map(({ value }) => value.replace(/\/+$/, '')));
  const [exact, prefixes, patterns] = ['Exact', 'PathPrefix', 'RegularExpression'].map(valuesOf);
  return (path) => patterns.size > 0 || exact.has(path)
    || path.split('/').some((_segment, index, segments) => prefixes.has(segments.slice(0, index + 1).join('/')));
}
