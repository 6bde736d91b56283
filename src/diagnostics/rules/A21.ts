import { unauthenticatedRules } from './unauthenticated-rules';
import { RuleMode } from '../../gateway';
import { DiagnosticRule } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';

const PUBLIC = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: public, namespace: agentgateway-system }
spec:
  parentRefs: [{ name: agentgateway-proxy }]
  rules:
    - matches: [{ path: { type: Exact, value: /public } }]
      backendRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }]
`;

function early(action: RuleMode, expression: string): string {
  return authorizationExample('http', action, expression).replace('traffic:', 'traffic:\n    phase: PreRouting');
}

/** A rule about claims that the JWT authentication does not cover. */
export const A21: DiagnosticRule = {
  code: 'A21',
  title: 'A rule reads claims where the JWT authentication does not reach',
  severity: 'warning',
  security: true,
  written: 'a rule, or an alternative in it, that needs `jwt.…` in a phase or on a route that the policy with `jwtAuthentication` does not cover',
  happens: '`jwt` is null there, and reading a claim fails: an Allow or a Require locks everybody out, a Deny lets everybody through, on every release',
  instead: 'attach the JWT authentication to the same Gateway or route, and to the same phase or to `PreRouting`',
  triggers: [
    gatewayExample(early('Deny', 'jwt.role == "guest"'), jwtExample()),
    gatewayExample(early('Deny', 'jwt.role == "guest" || request.path == "/admin"'), jwtExample()),
  ],
  nearMisses: [
    gatewayExample(authorizationExample('http', 'Deny', 'jwt.role == "guest"'), jwtExample({ phase: 'PreRouting' })),
    gatewayExample(authorizationExample('mcp', 'Deny', 'jwt.role == "guest"'), jwtExample({ target: 'HTTPRoute' })),
    gatewayExample(early('Allow', 'jwt == null || jwt.sub == "alice"'), jwtExample()),
    gatewayExample(authorizationExample('http', 'Allow', 'jwt.sub == "alice" || request.path == "/public"'), jwtExample({ target: 'HTTPRoute' }), PUBLIC),
  ],
  check: (subject) => unauthenticatedRules(subject, true),
};
