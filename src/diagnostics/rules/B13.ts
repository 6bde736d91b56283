import { isIPv6 } from 'node:net';
import { FieldPath } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { manifestIndexOf } from '../lookup/manifest-index-of';
import { mcpTargets } from '../lookup/mcp-targets';

function example(host: string): string {
  return backendExample([`{ name: tools, static: { host: '${host}', port: 443, path: /mcp, policies: { tls: {} } } }`]);
}

/** A host that is more than a host. */
export const B13: DiagnosticRule = {
  code: 'B13',
  title: 'The host of a backend holds a scheme, a port or a path',
  severity: 'error',
  security: false,
  written: '`host: https://tools.example.com/mcp` or `host: tools.example.com:443`',
  happens: 'the whole text is looked up as a name, which fails when the first request comes, on every release',
  instead: 'write the name alone in `host`, and the rest in `port`, `path` and `policies.tls`',
  triggers: [example('https://tools.example.com/mcp'), example('tools.example.com:443'), example('tools.example.com/mcp')],
  nearMisses: [example('tools.example.com'), example('10.0.0.7'), example('fd00::7')],
  check: (subject) => [
    ...mcpTargets(subject).flatMap(({ backend, field, target }) => findings(backend, target.static?.host, [...field, 'static', 'host'])),
    ...manifestIndexOf(subject).backends.values().flatMap((backend) => findings(backend, backend.object.spec.static?.host, ['spec', 'static', 'host'])),
  ],
};

function findings(manifest: RuleFinding['manifest'], host: string | undefined, field: FieldPath): readonly RuleFinding[] {
  if (host === undefined || isIPv6(host) || !/[:/\s?#@]/.test(host)) {
    return [];
  }
  const name = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^:/\s?#@]+)/i.exec(host)?.[1];
  return [{
    manifest,
    field,
    message: `\`${host}\` is no host name`,
    help: `write ${name === undefined ? 'the name alone' : `\`host: ${name}\``}, and the rest in \`port\`, \`path\` and \`policies.tls\``,
  }];
}
