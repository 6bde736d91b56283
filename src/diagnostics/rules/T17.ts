import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { onePerField } from '../lookup/one-per-field';
import { pathsByBackend } from '../lookup/paths-by-backend';
import { textOfKey } from '../lookup/text-of-key';
import { textOfPath } from '../lookup/text-of-path';

const SIDE_DOOR = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: side-door, namespace: agentgateway-system }
spec:
  parentRefs: [{ name: agentgateway-proxy }]
  rules:
    - matches: [{ path: { type: PathPrefix, value: /internal } }]
      backendRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }]
`;

/** A backend that one way guards and another does not. */
export const T17: DiagnosticRule = {
  code: 'T17',
  title: 'A protected backend has an unprotected side door',
  severity: 'warning',
  security: true,
  written: 'a policy on one route or Gateway in front of an MCP backend, and a second way to the backend without it',
  happens: 'whoever takes the second way passes without a token, or without the rules, on every release',
  instead: 'put the policy where all ways meet: authentication on the Gateway, rules about tools on the backend',
  triggers: [
    gatewayExample(jwtExample({ target: 'HTTPRoute' }), SIDE_DOOR),
    gatewayExample(jwtExample(), authorizationExample('route', 'Allow', 'jwt.sub == "alice"'), SIDE_DOOR),
  ],
  nearMisses: [
    gatewayExample(jwtExample(), SIDE_DOOR),
    gatewayExample(jwtExample(), authorizationExample('mcp', 'Allow', 'jwt.sub == "alice" && mcp.tool.name == "get_me"'), SIDE_DOOR),
    gatewayExample(SIDE_DOOR),
  ],
  check: (subject) => onePerField(pathsByBackend(subject).flatMap((paths) => GUARDS.flatMap(({ guard, name }) => {
    const guarded = paths.find((path) => path[guard]);
    return guarded === undefined ? [] : paths.filter((path) => !path[guard]).map((path): RuleFinding => ({
      manifest: path.rule.manifest,
      field: path.field,
      message: `backend \`${textOfKey(path.backend.key)}\` stands open through ${textOfPath(path)}: ${name} is asked for only through ${textOfPath(guarded)}`,
      help: 'set it on the Gateway, or on the backend, so that it holds for every way',
    }));
  }))),
};

const GUARDS = [
  { guard: 'authenticated', name: 'authentication' },
  { guard: 'authorized', name: 'authorization' },
] as const;
