import { DiagnosticRule } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { mcpTargets } from '../lookup/mcp-targets';

function example(path: string): string {
  return backendExample([`{ name: github, static: { host: api.githubcopilot.com, port: 443${path}, policies: { tls: {} } } }`]);
}

/** GitHub's server at a path that it redirects. */
export const B19: DiagnosticRule = {
  code: 'B19',
  title: 'GitHub\'s MCP server is not at `/mcp`',
  severity: 'warning',
  security: false,
  written: '`host: api.githubcopilot.com` with `path: /mcp`, or without a path, which means the same',
  happens: 'the server answers with a redirect that the gateway does not follow, on every release',
  instead: 'write `path: /mcp/`',
  triggers: [example(', path: /mcp'), example('')],
  nearMisses: [example(', path: /mcp/'), example(', path: /mcp/readonly')],
  check: (subject) => mcpTargets(subject).flatMap(({ backend, field, target }) =>
    target.static?.host?.toLowerCase() === 'api.githubcopilot.com' && (target.static.path ?? '/mcp') === '/mcp' ? [{
      manifest: backend,
      field: [...field, 'static', 'path'],
      message: 'the server of GitHub redirects `/mcp`',
      help: 'write `path: /mcp/`',
    }] : []),
};
