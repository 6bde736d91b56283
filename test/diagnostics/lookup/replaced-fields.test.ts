import { codesOf } from './codes-of';
import { authorizationExample } from '../../../src/diagnostics/examples/authorization-example';
import { gatewayExample } from '../../../src/diagnostics/examples/gateway-example';
import { policyExample } from '../../../src/diagnostics/examples/policy-example';
import { rateLimitExample } from '../../../src/diagnostics/examples/rate-limit-example';
import { TargetVersion } from '../../../src/manifest';

const LOCAL = '{ requests: 10, unit: Seconds }';
const GATEWAY_LIMIT = rateLimitExample(`local: [${LOCAL}]`);

function routeLimit(limit: string): string {
  return policyExample('route-limits', 'HTTPRoute', `traffic: { rateLimit: { ${limit} } }`);
}

/** What a policy on the route says about MCP, more specific than one on the backend. */
const ROUTE_ALLOW = policyExample('route-mcp', 'HTTPRoute', 'backend: { mcp: { authorization: { policy: { matchExpressions: [\'mcp.tool.name == "get_me"\'] } } } }');

describe('limits', () => {
  test.each([
    ['another local limit', 'local: [{ requests: 20, unit: Seconds }]', true],
    ['a conditional local limit', 'conditional: [{ policy: { local: [{ requests: 20, unit: Seconds }] } }]', true],
    ['a global limit', 'global: { domain: d, backendRef: { name: limiter, port: 80 }, descriptors: [{ entries: [{ name: a, expression: source.address }] }] }', false],
  ])('%s on the route replaces the local one of the Gateway: %s', (_name, limit, replaces) => {
    expect(codesOf(gatewayExample(GATEWAY_LIMIT, routeLimit(limit))).includes('T13')).toBe(replaces);
  });
});

describe('MCP authorization', () => {
  test.each<[TargetVersion, 'Allow' | 'Deny' | 'Require', boolean]>([
    ['1.0', 'Deny', true],
    ['1.3', 'Deny', true],
    ['1.3', 'Require', true],
    ['1.3', 'Allow', false],
    ['1.4', 'Deny', false],
    ['1.4', 'Require', false],
  ])('on %s a route that replaces a %s of the backend is reported: %s', (version, action, isReported) => {
    const backend = authorizationExample('mcp', action, 'mcp.tool.name == "delete_repo"');
    expect(codesOf(gatewayExample(backend, ROUTE_ALLOW), version).includes('T13')).toBe(isReported);
  });

  test.each<[TargetVersion, boolean]>([
    ['1.0', true],
    ['1.3', true],
    ['1.4', false],
  ])('on %s two policies of one backend tie: %s', (version, isReported) => {
    const one = authorizationExample('mcp', 'Allow', 'mcp.tool.name == "get_me"');
    const other = authorizationExample('mcp', 'Deny', 'mcp.tool.name == "delete_repo"').replace('name: access', 'name: access-2');
    expect(codesOf(gatewayExample(one, other), version).includes('T12')).toBe(isReported);
  });
});

describe('several routes of one listener with many policies', () => {
  const MANY = Array.from({ length: 8 }, (_, index) =>
    authorizationExample('http', 'Require', 'request.path != "/none"').replace('name: access', `name: access-${index}`));
  const LISTENER_LIMIT = rateLimitExample('local: [{ requests: 20, unit: Seconds }]').replace('name: limits', 'name: listener-limits')
    .replace('name: agentgateway-proxy }]', 'name: agentgateway-proxy, sectionName: http }]');
  const SECOND_ROUTE = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: second, namespace: agentgateway-system }
spec:
  parentRefs: [{ name: agentgateway-proxy }]
  rules: [{ matches: [{ path: { value: /second } }], backendRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }] }]
`;

  test('what they inherit alike is found once', () => {
    expect(codesOf(gatewayExample(...MANY, GATEWAY_LIMIT, LISTENER_LIMIT, SECOND_ROUTE)).filter((code) => code === 'T13')).toHaveLength(1);
  });

  test.each(['mcp', 'second'])('what replaces it on route %s alone is found as well', (route) => {
    const ofRoute = routeLimit('local: [{ requests: 30, unit: Seconds }]').replace('HTTPRoute, name: mcp', `HTTPRoute, name: ${route}`);
    expect(codesOf(gatewayExample(...MANY, GATEWAY_LIMIT, LISTENER_LIMIT, SECOND_ROUTE, ofRoute)).filter((code) => code === 'T13')).toHaveLength(2);
  });

  test.each(['mcp', 'second'])('before 1.4, so is a policy about MCP on route %s alone', (route) => {
    const ofRoute = ROUTE_ALLOW.replace('HTTPRoute, name: mcp', `HTTPRoute, name: ${route}`);
    const ofGateway = authorizationExample('mcp', 'Deny', 'mcp.tool.name == "delete_repo"').replace('group: agentgateway.dev, kind: AgentgatewayBackend, name: github', 'group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy');
    expect(codesOf(gatewayExample(...MANY, ofGateway, SECOND_ROUTE, ofRoute), '1.3')).toContain('T13');
  });
});
