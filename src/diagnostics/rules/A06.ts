import { unauthenticatedRules } from './unauthenticated-rules';
import { DiagnosticRule } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';

/** A rule about claims where nothing verifies tokens. */
export const A06: DiagnosticRule = {
  code: 'A06',
  title: 'A rule reads claims, and nothing verifies tokens',
  severity: 'error',
  security: true,
  written: 'a rule, or an alternative in it, that needs `jwt.…` without any policy that sets `jwtAuthentication`',
  happens: '`jwt` is null for every request, and reading a claim fails: an Allow or a Require locks everybody out, a Deny lets everybody through, on every release',
  instead: 'add `traffic.jwtAuthentication` on the Gateway or the route',
  triggers: [
    gatewayExample(authorizationExample('http', 'Deny', 'jwt.role == "guest"')),
    gatewayExample(authorizationExample('mcp', 'Allow', 'jwt.sub == "alice" && mcp.tool.name == "get_me"')),
    gatewayExample(authorizationExample('http', 'Deny', 'jwt.role == "guest" || request.path == "/admin"')),
    gatewayExample(authorizationExample('http', 'Allow', 'request.method == "GET" && ((has(jwt.sub) && jwt.sub == "alice") || request.path == "/public")')),
  ],
  nearMisses: [
    gatewayExample(authorizationExample('http', 'Deny', 'jwt.role == "guest"'), jwtExample()),
    gatewayExample(authorizationExample('http', 'Allow', 'jwt == null || jwt.sub == "alice"')),
    gatewayExample(authorizationExample('http', 'Allow', 'request.method == "GET" && (!has(jwt.sub) || jwt.sub == "alice")')),
    gatewayExample(authorizationExample('http', 'Allow', 'request.headers["x-team"] == "dev"')),
  ],
  check: (subject) => unauthenticatedRules(subject, false),
};
