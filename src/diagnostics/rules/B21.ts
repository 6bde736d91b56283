import { DiagnosticRule } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { onePerField } from '../lookup/one-per-field';
import { pathsToBackends } from '../lookup/paths-to-backends';

/** A route whose path turns on the older transport. */
export const B21: DiagnosticRule = {
  code: 'B21',
  title: 'Clients at `/sse` are served with the older transport',
  severity: 'warning',
  security: false,
  written: 'a route to an MCP backend with the path `/sse`',
  happens: 'at exactly this path the gateway speaks the older HTTP+SSE transport towards clients, and streamable HTTP at every other, on every release',
  instead: 'choose another path, unless the older transport is meant',
  triggers: [gatewayExample().replace('value: /mcp', 'value: /sse')],
  nearMisses: [gatewayExample()],
  check: (subject) => onePerField(pathsToBackends(subject).flatMap(({ rule }) => rule.matches.flatMap(({ path, position }, index) =>
    path.value !== '/sse' || path.type === 'RegularExpression' ? [] : [{
      manifest: rule.manifest,
      field: [...rule.field, 'matches', position ?? index, 'path', 'value'],
      message: 'at the path `/sse` clients are served with the older transport',
      help: 'choose another path, unless the older transport is meant',
    }]))),
};
