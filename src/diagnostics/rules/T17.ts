import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { policyExample } from '../examples/policy-example';
import { onePerField } from '../lookup/one-per-field';
import { pathsByBackend } from '../lookup/paths-by-backend';
import { PathToBackend, RuleKind } from '../lookup/paths-to-backends';
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

const GUARD = authorizationExample('http', 'Require', 'has(jwt.iss) && has(jwt.aud)');

/** Rules about tools on one route alone. */
const TOOLS = policyExample('tools', 'HTTPRoute', `
backend:
  mcp:
    authorization: { policy: { matchExpressions: ['jwt.sub == "alice" && mcp.tool.name == "get_me"', 'has(mcp.prompt) || has(mcp.resource)'] } }
`);

/** Guardrails on one route alone. */
const GUARDRAILS = policyExample('guardrails', 'HTTPRoute', `
backend:
  mcp:
    guardrails: { processors: [{ remote: { backendRef: { name: ext-mcp, port: 4445 } }, methods: { tools/call: Request } }] }
`);

/** An external service that is asked for some requests. */
const ASKED_AT_TIMES = policyExample('authz', 'Gateway', `
traffic:
  extAuth: { conditional: [{ condition: has(request.headers.cookie), policy: { backendRef: { name: authz, port: 9000 }, grpc: {} } }] }
`);

function keys(target: 'Gateway' | 'HTTPRoute', mode: string): string {
  return policyExample('keys', target, `traffic: { apiKeyAuthentication: { mode: ${mode}, secretRef: { name: mcp-keys } } }`);
}

/** A backend that one way guards and another does not. */
export const T17: DiagnosticRule = {
  code: 'T17',
  title: 'A protected backend has an unprotected side door',
  severity: 'warning',
  security: true,
  written: 'a policy on one route or Gateway in front of an MCP backend, and a second way to the backend without it',
  happens: 'whoever takes the second way passes without a token, without the rules or unseen by the guardrails, on every release',
  instead: 'put the policy where all ways meet: authentication on the Gateway, rules about tools on the backend',
  triggers: [
    gatewayExample(jwtExample({ target: 'HTTPRoute' }), SIDE_DOOR),
    gatewayExample(jwtExample(), authorizationExample('route', 'Allow', 'jwt.sub == "alice"'), SIDE_DOOR),
    gatewayExample(jwtExample(), GUARD, authorizationExample('route', 'Allow', 'jwt.sub == "alice"'), SIDE_DOOR),
    gatewayExample(jwtExample(), GUARD, TOOLS, SIDE_DOOR),
    gatewayExample(jwtExample(), authorizationExample('route', 'Deny', 'jwt.sub == "bob"'), SIDE_DOOR),
    gatewayExample(jwtExample(), authorizationExample('route', 'Allow', 'jwt.sub == "alice"'), authorizationExample('http', 'Deny', 'jwt.sub == "bob"'), SIDE_DOOR),
    gatewayExample(keys('HTTPRoute', 'Strict'), SIDE_DOOR, keys('HTTPRoute', 'Optional').replaceAll(/name: (mcp|keys)/g, 'name: side-door')),
    gatewayExample(jwtExample(), GUARD, GUARDRAILS, SIDE_DOOR),
    gatewayExample(ASKED_AT_TIMES, jwtExample({ target: 'HTTPRoute' }), SIDE_DOOR),
  ],
  nearMisses: [
    gatewayExample(jwtExample(), SIDE_DOOR),
    gatewayExample(jwtExample(), authorizationExample('mcp', 'Allow', 'jwt.sub == "alice" && mcp.tool.name == "get_me"'), SIDE_DOOR),
    gatewayExample(SIDE_DOOR),
    gatewayExample(jwtExample(), GUARD, SIDE_DOOR),
    gatewayExample(jwtExample(), authorizationExample('route', 'Require', 'has(jwt.iss) && "mcp" in jwt.aud'), SIDE_DOOR),
    gatewayExample(jwtExample(), authorizationExample('http', 'Allow', 'jwt.sub == "alice"'), authorizationExample('route', 'Allow', 'jwt.sub == "bob"'), SIDE_DOOR),
    gatewayExample(keys('Gateway', 'Strict'), keys('HTTPRoute', 'Strict').replace('name: keys,', 'name: route-keys,'), SIDE_DOOR),
    gatewayExample(jwtExample(), GUARDRAILS.replace('kind: HTTPRoute, name: mcp', 'kind: Gateway, name: agentgateway-proxy'), SIDE_DOOR),
    gatewayExample(ASKED_AT_TIMES.replace('condition: has(request.headers.cookie), ', ''), jwtExample({ target: 'HTTPRoute' }), SIDE_DOOR),
  ],
  check: (subject) => onePerField(pathsByBackend(subject).flatMap((paths) => GUARDS.flatMap(({ name, guards, lacks }) => {
    const guarded = paths.find(guards);
    return guarded === undefined ? [] : paths.filter(lacks).map((path): RuleFinding => ({
      manifest: path.rule.manifest,
      field: path.field,
      message: `backend \`${textOfKey(path.backend.key)}\` stands open through ${textOfPath(path)}: ${name} only through ${textOfPath(guarded)}`,
      help: 'set it on the Gateway, or on the backend, so that it holds for every way',
    }));
  }))),
};

/** What can guard one way and not another. */
interface Guard {
  readonly name: string;
  guards(path: PathToBackend): boolean;
  lacks(path: PathToBackend): boolean;
}

const KINDS: readonly RuleKind[] = ['traffic.authorization', 'backend.mcp.authorization', 'frontend.networkAuthorization'];

/** Rules of one kind do not make up for those of another: who may enter says nothing about tools. */
const GUARDS: readonly Guard[] = [
  { name: 'authentication is asked for', guards: ({ authenticated }) => authenticated, lacks: ({ authenticated }) => !authenticated },
  { name: '`backend.mcp.guardrails` judge what is asked', guards: hasGuardrails, lacks: (path) => !hasGuardrails(path) },
  ...KINDS.map((kind): Guard => ({
    name: `\`${kind}\` says who may do what`,
    guards: ({ authorizedBy }) => authorizedBy.has(kind),
    lacks: ({ authorizedBy }) => !authorizedBy.has(kind),
  })),
  ...KINDS.map((kind): Guard => ({
    name: `\`${kind}\` denies`,
    guards: ({ deniedBy }) => deniedBy.has(kind),
    lacks: ({ authorizedBy, deniedBy }) => !authorizedBy.has(kind) && !deniedBy.has(kind),
  })),
];

function hasGuardrails({ backend }: PathToBackend): boolean {
  return backend.other.some(({ name }) => name === 'mcp.guardrails');
}
