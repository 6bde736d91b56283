import { DiagnosticRule } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { mcpTargets } from '../lookup/mcp-targets';

/** A path of the older transport without it. */
export const B18: DiagnosticRule = {
  code: 'B18',
  title: 'A target at `/sse` is spoken to with the newer transport',
  severity: 'warning',
  security: false,
  written: '`path: /sse` without `protocol: SSE`',
  happens: 'the gateway speaks streamable HTTP, which a server of the older transport does not understand, and the handshake fails, on every release',
  instead: 'add `protocol: SSE`',
  triggers: [backendExample(['{ name: tools, static: { host: tools.example.com, port: 80, path: /sse } }'])],
  nearMisses: [backendExample(['{ name: tools, static: { host: tools.example.com, port: 80, path: /sse, protocol: SSE } }'])],
  check: (subject) => mcpTargets(subject).flatMap(({ backend, field, target }) => /\/sse\/?$/.test(target.static?.path ?? '') && target.static?.protocol !== 'SSE' ? [{
    manifest: backend,
    field: [...field, 'static', 'path'],
    message: `target \`${target.name}\` has the path \`${target.static?.path}\` and the transport streamable HTTP`,
    help: 'add `protocol: SSE`',
  }] : []),
};
