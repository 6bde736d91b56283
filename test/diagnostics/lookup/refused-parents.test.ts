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
    ['a class of another controller', gatewayExample(gatewayClass('example.com/other'), ON_ROUTE).replace('gatewayClassName: agentgateway', 'gatewayClassName: internal'), true],
    ['a class that is defined elsewhere', gatewayExample(ON_ROUTE).replace('gatewayClassName: agentgateway', 'gatewayClassName: kgateway'), false],
    ['a class that is agentgateway\'s by what hangs on it', gatewayExample(ON_ROUTE).replace('gatewayClassName: agentgateway', 'gatewayClassName: internal'), false],
  ])('%s: %s', (_name, yaml, isReported) => {
    expect(codesOf(yaml).includes('T16')).toBe(isReported);
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
