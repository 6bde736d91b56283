import { Cors, CredentialLocation, EffectiveRule, McpBackend, TrafficPolicy } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { corsExample } from '../examples/cors-example';
import { corsFilterExample } from '../examples/cors-filter-example';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { onePerField } from '../lookup/one-per-field';
import { textOfKey } from '../lookup/text-of-key';

const COMPLETE = ['allowOrigins: [https://app.example.com]', 'allowMethods: [GET, POST, DELETE]',
  'allowHeaders: [content-type, authorization, mcp-protocol-version, mcp-session-id, last-event-id]'];

/** A CORS block in front of MCP that lacks what MCP clients in browsers need. */
export const C04: DiagnosticRule = {
  code: 'C04',
  title: 'CORS lacks what MCP clients in browsers need',
  severity: 'warning',
  security: false,
  written: 'a CORS block on the route of an MCP backend whose `allowHeaders`, `allowMethods` or `exposeHeaders` lack the headers and methods of MCP',
  happens: 'the browser holds back the requests, or the session id of their answers: the MCP Inspector fails after `initialize`, on every release',
  instead: 'allow the headers `content-type`, `authorization`, `mcp-protocol-version`, `mcp-session-id` and `last-event-id` and the method `DELETE`, and expose `Mcp-Session-Id`',
  triggers: [
    gatewayExample(corsExample('allowOrigins: [https://app.example.com]', 'allowHeaders: [content-type]', 'allowMethods: [GET, POST]')),
    corsFilterExample(gatewayExample(), 'allowOrigins: [https://app.example.com]', 'allowHeaders: ["*"]', 'allowMethods: ["*"]'),
    gatewayExample(corsExample(...COMPLETE.slice(0, 2), 'allowHeaders: [content-type, mcp-protocol-version, mcp-session-id, last-event-id]',
      'exposeHeaders: [Mcp-Session-Id]'), jwtExample()),
  ],
  nearMisses: [
    gatewayExample(corsExample(...COMPLETE, 'exposeHeaders: [Mcp-Session-Id]'), jwtExample()),
    corsFilterExample(gatewayExample(), 'allowOrigins: [https://app.example.com]', 'allowHeaders: ["*"]', 'allowMethods: ["*"]', 'exposeHeaders: [mcp-session-id]'),
    gatewayExample(corsExample(...COMPLETE)).replace('  mcp:\n', '  mcp:\n    sessionRouting: Stateless\n'),
  ],
  check: ({ gateway }) => onePerField(gateway.listeners.flatMap(({ preRouting, routes }) =>
    routes.flatMap(({ rules }) => rules.flatMap((rule) => findingsOf(rule, preRouting)))),
  ),
};

function findingsOf({ route, traffic, backends }: EffectiveRule, preRouting: TrafficPolicy): readonly RuleFinding[] {
  const mcp = backends.flatMap(({ backend }) => backend.kind === 'mcp' ? [backend.mcp] : []);
  const cors = preRouting.cors ?? traffic.cors;
  if (cors === undefined || mcp.length === 0) {
    return [];
  }
  const lacks = lacksOf(cors.value, mcp, (preRouting.jwt ?? traffic.jwt)?.value.location);
  return lacks.length === 0 ? [] : [{
    manifest: cors.manifest,
    field: cors.field,
    message: `browsers cannot use MCP on route \`${textOfKey(route)}\`: ${lacks.map(([field, names]) => `\`${field}\` lacks ${quoted(names)}`).join(', ')}`,
    help: `add ${lacks.map(([field, names]) => `${quoted(names)} to \`${field}\``).join(', ')}`,
  }];
}

type Lack = readonly [field: 'allowHeaders' | 'allowMethods' | 'exposeHeaders', names: readonly string[]];

function lacksOf({ allowOrigins, allowHeaders, allowMethods, exposeHeaders, allowCredentials }: Cors, backends: readonly McpBackend[],
  location: CredentialLocation | undefined): readonly Lack[] {
  if (allowOrigins.length === 0) {
    return [];
  }
  const hasSessions = backends.some(({ sessionRouting }) => sessionRouting === 'Stateful');
  const credential = location !== undefined && 'header' in location ? [location.header.name.toLowerCase()] : [];
  const lacks: readonly Lack[] = [
    ['allowHeaders', missing(['content-type', ...credential, 'mcp-protocol-version', ...hasSessions ? ['mcp-session-id', 'last-event-id'] : []], allowHeaders, true)],
    // a browser never asks for GET and POST
    ['allowMethods', missing(hasSessions ? ['DELETE'] : [], allowMethods, true)],
    // beside credentials a browser takes `*` for the name of a header
    ['exposeHeaders', missing(hasSessions ? ['Mcp-Session-Id'] : [], exposeHeaders, !allowCredentials)],
  ];
  return lacks.filter(([, names]) => names.length > 0);
}

function missing(needed: readonly string[], listed: readonly string[], starCounts: boolean): readonly string[] {
  const known = new Set(listed.map((name) => name.toLowerCase()));
  return starCounts && known.has('*') ? [] : needed.filter((name) => !known.has(name.toLowerCase()));
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
