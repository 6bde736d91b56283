import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { refusedParents } from '../lookup/refused-parents';
import { textOfKey } from '../lookup/text-of-key';

function example(hostname: string): string {
  return gatewayExample()
    .replace('protocol: HTTP }', 'protocol: HTTP, hostname: \'*.example.com\' }')
    .replace('  rules:', `  hostnames: [${hostname}]\n  rules:`);
}

/** A route for hosts that its listener does not serve. */
export const B07: DiagnosticRule = {
  code: 'B07',
  title: 'The host names of the route and of the listener do not meet',
  severity: 'error',
  security: false,
  written: 'an HTTPRoute whose `hostnames` are none of the listener\'s `hostname`',
  happens: 'the route is refused (`NoMatchingListenerHostname`), and requests are answered 404, on every release',
  instead: 'write host names that the listener serves',
  triggers: [example('mcp.example.org'), example('example.com')],
  nearMisses: [example('mcp.example.com')],
  check: (subject) => refusedParents(subject).flatMap(({ parent: { route, kind, key }, listeners, reason }): RuleFinding[] => reason !== 'hostname' ? [] : [{
    manifest: route,
    field: ['spec', 'hostnames'],
    message: `no listener of ${kind} \`${textOfKey(key)}\` that is meant serves ${(route.object.spec.hostnames ?? []).map((name) => `\`${name}\``).join(', ')}`,
    help: `they serve ${[...new Set(listeners.map(({ hostname }) => `\`${hostname}\``))].join(', ')}`,
  }]),
};
