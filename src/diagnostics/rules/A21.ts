import { unauthenticatedRules } from './unauthenticated-rules';
import { DiagnosticRule } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';

/** A rule about claims that the JWT authentication does not cover. */
export const A21: DiagnosticRule = {
  code: 'A21',
  title: 'A rule reads claims where the JWT authentication does not reach',
  severity: 'warning',
  security: true,
  written: 'a rule that needs `jwt.…` in a phase or on a route that the policy with `jwtAuthentication` does not cover',
  happens: '`jwt` is null there, and reading a claim fails: an Allow or a Require locks everybody out, a Deny lets everybody through, on every release',
  instead: 'attach the JWT authentication to the same Gateway or route, and to the same phase or to `PreRouting`',
  triggers: [gatewayExample(authorizationExample('http', 'Deny', 'jwt.role == "guest"').replace('traffic:', 'traffic:\n    phase: PreRouting'), jwtExample())],
  nearMisses: [
    gatewayExample(authorizationExample('http', 'Deny', 'jwt.role == "guest"'), jwtExample({ phase: 'PreRouting' })),
    gatewayExample(authorizationExample('mcp', 'Deny', 'jwt.role == "guest"'), jwtExample({ target: 'HTTPRoute' })),
  ],
  check: (subject) => unauthenticatedRules(subject, true),
};
