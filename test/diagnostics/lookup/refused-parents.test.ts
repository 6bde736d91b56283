import { codesOf } from './codes-of';
import { gatewayExample } from '../../../src/diagnostics/examples/gateway-example';
import { routeExample } from '../../../src/diagnostics/examples/route-example';
import { targetExample } from '../../../src/diagnostics/examples/target-example';

const ON_ROUTE = targetExample('group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp');
const ELSEWHERE = gatewayExample(routeExample('name: tools, port: 8080'), targetExample('group: gateway.networking.k8s.io, kind: HTTPRoute, name: tools', { namespace: 'apps' }));
const SERVICE = 'group: agentgateway.dev, kind: AgentgatewayBackend, name: github }';

function selecting(label: string): string {
  return ELSEWHERE.replace('protocol: HTTP }', `protocol: HTTP, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { ${label} } } } } }`);
}

function gatewayClass(controller: string): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: internal }
spec: { controllerName: ${controller} }
`;
}

describe('a policy on a route that no Gateway serves (T16)', () => {
  test.each([
    ['a namespace that is not admitted', ELSEWHERE, true],
    ['a Namespace that may have the labels', selecting('team: apps'), false],
    ['a Namespace that has other labels', gatewayExample(selecting('team: apps'), '\napiVersion: v1\nkind: Namespace\nmetadata: { name: apps, labels: { team: other } }\n'), true],
    ['a Namespace that has another name', selecting('kubernetes.io/metadata.name: other'), true],
    ['a listener that takes no HTTPRoutes', gatewayExample(ON_ROUTE).replace('protocol: HTTP', 'protocol: TCP'), true],
    ['a class that is defined elsewhere', gatewayExample(ON_ROUTE).replace('gatewayClassName: agentgateway', 'gatewayClassName: kgateway'), false],
    ['a class that is agentgateway\'s by what hangs on it', gatewayExample(ON_ROUTE).replace('gatewayClassName: agentgateway', 'gatewayClassName: internal'), false],
  ])('%s: %s', (_name, yaml, isReported) => {
    expect(codesOf(yaml).includes('T16')).toBe(isReported);
  });
});

describe('a policy on a route of another controller\'s Gateway (T19)', () => {
  const foreign = (...documents: readonly string[]) =>
    gatewayExample(gatewayClass('example.com/other'), ON_ROUTE, ...documents).replace('gatewayClassName: agentgateway', 'gatewayClassName: internal');
  const listenerSet = `
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: { name: team, namespace: agentgateway-system }
spec: { parentRef: { name: agentgateway-proxy }, listeners: [{ name: team, port: 8080, protocol: HTTP }] }
`;
  const handedOn = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: all, namespace: agentgateway-system }
spec: { parentRefs: [{ name: elsewhere }], rules: [{ backendRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp }] }] }
`;

  test.each([
    ['its only parent', foreign(), true],
    ['by way of a ListenerSet', foreign(listenerSet).replace('parentRefs: [{ name: agentgateway-proxy }]', 'parentRefs: [{ kind: ListenerSet, name: team }]'), true],
    ['beside a parent that is not among the manifests', foreign().replace('parentRefs: [{', 'parentRefs: [{ name: elsewhere }, {'), false],
    ['beside a parent of a service mesh', foreign().replace('parentRefs: [{', 'parentRefs: [{ group: "", kind: Service, name: mesh }, {'), false],
    ['beside a route that hands requests on to it', foreign(handedOn)
      .replace('parentRefs: [{ name: agentgateway-proxy }]', 'parentRefs: [{ name: agentgateway-proxy }, { kind: HTTPRoute, name: all }]'), false],
    ['beside a route that refers to it in vain, because it does not name that route', foreign(handedOn), true],
  ])('%s', (_name, yaml, isReported) => {
    const codes = codesOf(yaml);
    expect(codes.includes('T19')).toBe(isReported);
    expect(codes).not.toContain('T16');
  });
});

test('a Gateway of a class that is not among the manifests is judged', () => {
  const yaml = gatewayExample(targetExample('group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy',
    { body: 'traffic: { authorization: { policy: { matchExpressions: [\'jwt.sub == "alice"\'] } } }' }));
  expect(codesOf(yaml)).toContain('A06');
  expect(codesOf(yaml.replace('gatewayClassName: agentgateway', 'gatewayClassName: internal'))).toContain('A06');
});

test('a route that hands requests on to another is not passed over', () => {
  const yaml = gatewayExample().replace(SERVICE, 'group: gateway.networking.k8s.io, kind: HTTPRoute, name: team }');
  expect(codesOf(yaml)).toContain('B37');
  expect(codesOf(yaml, '1.1')).toContain('T18');
});
