import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { mcpOAuthExample } from '../examples/mcp-oauth-example';
import { mcpOAuthRules } from '../lookup/mcp-oauth-rules';
import { onePerField } from '../lookup/one-per-field';
import { servesPath } from '../lookup/serves-path';
import { valueAt } from '../lookup/value-at';
import { valuesAt } from '../lookup/values-at';

/** Providers that put the audience into the token whatever resource the client names, or drop what it names. */
const IGNORE_RESOURCE = new Set(['Auth0', 'Okta', 'Entra']);

/** A resource that is not the URL of the MCP server, or not what tokens are checked for. */
export const J19: DiagnosticRule = {
  code: 'J19',
  title: 'The resource of the OAuth metadata does not fit',
  severity: 'warning',
  security: false,
  written: 'a `resourceMetadata.resource` that is no URL of the route, or that is not among the `audiences`',
  happens: 'clients compare the resource with the URL they use (RFC 9728 §3.3) and refuse, or they ask for a token for the resource, which the gateway then refuses with 401',
  instead: 'write the URL that clients use, and the same as an audience',
  triggers: [
    mcpOAuthExample({ mcp: '{ provider: Keycloak, resourceMetadata: { resource: https://mcp.example.com/other } }' }),
    mcpOAuthExample({ mcp: '{ resourceMetadata: { resource: http://localhost:8080/mcp } }' }),
  ],
  nearMisses: [
    mcpOAuthExample({ mcp: '{ provider: Keycloak, resourceMetadata: { resource: https://mcp.example.com/mcp } }' }),
    mcpOAuthExample({ mcp: '{ provider: Entra, clientId: x, resourceMetadata: { resource: http://localhost:8080/mcp } }' }),
  ],
  check: ({ gateway }) => {
    const governed = mcpOAuthRules(gateway);
    return onePerField(governed.flatMap(({ manifest, field, provider = '' }): RuleFinding[] => {
      const resource = valueAt(manifest.object, [...field, 'resourceMetadata', 'resource']);
      if (typeof resource !== 'string') {
        return [];
      }
      const finding = (message: string, help: string): RuleFinding[] => [{ manifest, field: [...field, 'resourceMetadata', 'resource'], message, help }];
      const path = pathOf(resource);
      if (path === undefined) {
        return finding(`resource \`${resource}\` is no URL, and clients compare it with the URL they use`, 'write the URL that clients use, as `https://host/path`');
      }
      const rules = governed.filter((other) => other.manifest === manifest);
      if (!rules.some(({ rule }) => rule.matches.some((match) => servesPath(match, path)))) {
        const served = [...new Set(rules.flatMap(({ rule }) => rule.matches.map((match) => match.path.value)))].filter((value) => !value.startsWith('/.well-known/'));
        return finding(`no route under this policy serves the path \`${path}\` of resource \`${resource}\``,
          `write the URL that clients use; the routes serve ${served.map((value) => `\`${value}\``).join(', ')}`);
      }
      const audiences = valuesAt(manifest.object, field.at(-1) === 'mcp' ? 'spec.traffic.jwtAuthentication.providers[].audiences[]' : `${field.join('.')}.audiences[]`);
      return audiences.length === 0 || IGNORE_RESOURCE.has(provider) || audiences.some(({ value }) => value === resource)
        ? []
        : finding(`clients ask for a token for \`${resource}\`, which is none of the audiences`, `add \`${resource}\` to \`audiences\``);
    }));
  },
};

function pathOf(url: string): string | undefined {
  try {
    return new URL(url).pathname;
  } catch {
    return undefined;
  }
}
