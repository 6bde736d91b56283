import { EffectiveRule } from '../../gateway';
import { durationInMilliseconds } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { policyExample } from '../examples/policy-example';
import { onePerField } from '../lookup/one-per-field';
import { textOfKey } from '../lookup/text-of-key';
import { valueAt } from '../lookup/value-at';

/** Under a minute a timeout was meant for plain requests, not for streams. */
const SHORT = 60_000;

const TIMEOUTS = ['request', 'backendRequest'];

/** A request timeout of seconds in front of MCP. */
export const C15: DiagnosticRule = {
  code: 'C15',
  title: 'A short timeout cuts the streams of MCP',
  severity: 'warning',
  security: false,
  written: 'a request timeout of less than a minute on a route to an MCP backend, in `traffic.timeouts` or in the HTTPRoute',
  happens: 'the timeout counts until the answer has ended, and MCP keeps its event streams open: they are cut each time it runs out, and long tool calls fail, on every release',
  instead: 'leave the timeout out on MCP routes, or make it as long as a session may last',
  triggers: [
    gatewayExample(policyExample('timeouts', 'HTTPRoute', 'traffic:\n  timeouts: { request: 10s }')),
    gatewayExample().replace('      backendRefs:', '      timeouts: { request: 15s }\n      backendRefs:'),
  ],
  nearMisses: [
    gatewayExample(policyExample('timeouts', 'HTTPRoute', 'traffic:\n  timeouts: { request: 1h }')),
    gatewayExample().replace('      backendRefs:', '      timeouts: { request: 0s }\n      backendRefs:'),
    gatewayExample(policyExample('timeouts', 'HTTPRoute', 'traffic:\n  timeouts: { request: 10s }').replace('name: mcp }', 'name: web }')),
  ],
  check: ({ gateway }) => onePerField(gateway.listeners.flatMap(({ routes }) =>
    routes.flatMap(({ rules }) => rules.filter(({ backends }) => backends.some(({ backend }) => backend.kind === 'mcp')).flatMap(shortTimeouts)))),
};

function shortTimeouts({ route, traffic }: EffectiveRule): readonly RuleFinding[] {
  return traffic.other.filter(({ name }) => name === 'timeouts').flatMap(({ manifest, field }) => TIMEOUTS.flatMap((name) => {
    const written = valueAt(manifest.object, [...field, name]);
    const duration = typeof written === 'string' ? durationInMilliseconds(written) ?? Infinity : Infinity;
    // none at all is what zero means in an HTTPRoute
    return duration === 0 || duration >= SHORT ? [] : [{
      manifest,
      field: [...field, name],
      message: `the timeout of \`${String(written)}\` cuts the event streams of MCP on route \`${textOfKey(route)}\``,
      help: 'leave it out on MCP routes, or make it as long as a session may last',
    }];
  }));
}
