import { diagnose } from '../../../src/diagnostics';
import { gatewayExample } from '../../../src/diagnostics/examples/gateway-example';
import { jwtExample } from '../../../src/diagnostics/examples/jwt-example';
import { policyExample } from '../../../src/diagnostics/examples/policy-example';
import { J08 } from '../../../src/diagnostics/rules/J08';
import { readManifests } from '../../../src/manifest';
import { findingsOf } from '../support/findings-of';

test.each([
  ['no route', J08.triggers[0], 'for this gateway'],
  ['a route', J08.triggers[1], 'for this gateway; until then they open backend `agentgateway-system/github`'],
])('with %s, the way out names the backends that stand open', (_title, text, end) => {
  const found = diagnose(readManifests([{ file: 'example.yaml', text: text ?? '' }]).manifests, { targetVersion: '1.4' });
  expect(found.find(({ code }) => code === 'J08')?.help).toBe(`set \`audiences\` to what the identity provider puts into \`aud\` ${end}`);
});

describe('a policy without audiences', () => {
  const onRoute = jwtExample({ target: 'HTTPRoute', provider: [] });
  const unserved = (yaml: string) => yaml.replace('parentRefs: [{ name: agentgateway-proxy }]', 'parentRefs: [{ name: agentgateway-proxy, sectionName: https }]');
  const foreign = `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: edge }
spec: { controllerName: example.com/edge }
`;
  const unused = `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: unused, namespace: agentgateway-system }
spec:
  mcp: { targets: [{ name: tools, static: { host: tools.example.com, port: 80 } }] }
`;
  const older = policyExample('mcp-authn', 'AgentgatewayBackend', 'backend: { mcp: { authentication: { jwks: { jwksPath: /keys, backendRef: { name: idp, port: 80 } } } } }');

  test.each([
    ['on a route that no listener accepts', unserved(gatewayExample(onRoute))],
    ['on the Gateway of another controller', gatewayExample(jwtExample({ provider: [] }), foreign).replace('gatewayClassName: agentgateway', 'gatewayClassName: edge')],
    ['on a backend that no route leads to', gatewayExample(older.replace('name: github', 'name: unused'), unused)],
    ['on a route all of whose rules have policies of their own', gatewayExample(onRoute, jwtExample({ target: 'HTTPRoute' }).replace('name: jwt,', 'name: rule-jwt,')
      .replace('name: mcp }', 'name: mcp, sectionName: main }')).replace('- matches:', '- name: main\n      matches:')],
  ])('%s lets no token in, and is not reported', (_where, yaml) => {
    expect(findingsOf('J08', yaml)).toEqual([]);
  });

  test.each([
    ['on a route that no listener accepts and on a Gateway that is not among the manifests', unserved(gatewayExample(onRoute, jwtExample({ provider: [] })
      .replace('name: agentgateway-proxy', 'name: elsewhere').replace('name: jwt,', 'name: elsewhere,')))],
    ['on a backend that a route leads to', gatewayExample(older)],
    ['on a route some of whose parents are not among the manifests', unserved(gatewayExample(onRoute)).replace('parentRefs: [{', 'parentRefs: [{ name: elsewhere }, {')],
    ['on a Gateway all of whose routes here have policies of their own', gatewayExample(jwtExample({ provider: [] }), jwtExample({ target: 'HTTPRoute' }).replace('name: jwt,', 'name: route-jwt,'))],
  ])('%s may let tokens in, and is reported', (_where, yaml) => {
    expect(findingsOf('J08', yaml)).toHaveLength(1);
  });
});
