import { delegationExample } from '../../../src/diagnostics/examples/delegation-example';
import { gatewayExample } from '../../../src/diagnostics/examples/gateway-example';
import { jwtExample } from '../../../src/diagnostics/examples/jwt-example';
import { policyExample } from '../../../src/diagnostics/examples/policy-example';
import { findingsOf } from '../support/findings-of';

const KEYS = (mode: string) => `traffic: { apiKeyAuthentication: { mode: ${mode}, secretRef: { name: mcp-keys } } }`;
const ON_TOOLS = (body: string) => policyExample('below', 'HTTPRoute', body)
  .replace(/targetRefs: \[\{[^}]*\}\]/, 'targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: tools }]').replace('namespace: agentgateway-system', 'namespace: team');

test('a backend behind a route that another one hands requests on to stands open (P01), unless a policy guards one of the two', () => {
  expect(findingsOf('P01', delegationExample({}))).toEqual([expect.objectContaining({
    message: 'backend `team/tools` stands open to everybody through route `team/tools` below `agentgateway-system/mcp` on listener `http` of Gateway `agentgateway-system/agentgateway-proxy`',
    object: expect.objectContaining({ name: 'tools', kind: 'HTTPRoute' }),
    field: 'spec.rules[0].backendRefs[0]',
  })]);
  expect(findingsOf('P01', delegationExample({}, jwtExample({ target: 'HTTPRoute' })))).toEqual([]);
  expect(findingsOf('P01', delegationExample({}, ON_TOOLS(KEYS('Strict'))))).toEqual([]);
});

test('a route below that loosens what the route above asks for opens the backend (P01)', () => {
  const above = policyExample('above', 'HTTPRoute', KEYS('Strict'));
  expect(findingsOf('P01', delegationExample({}, above))).toEqual([]);
  expect(findingsOf('P01', delegationExample({}, above, ON_TOOLS(KEYS('Permissive'))))).toHaveLength(1);
});

test('everybody with a token may do everything behind it (P02)', () => {
  expect(findingsOf('P02', delegationExample({}, jwtExample({ target: 'HTTPRoute' })))).toHaveLength(1);
});

test('a way around the route above is a side door (T17)', () => {
  const sideDoor = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: side-door, namespace: agentgateway-system }
spec:
  parentRefs: [{ name: agentgateway-proxy }]
  rules:
    - matches: [{ path: { type: PathPrefix, value: /side } }]
      backendRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: tools, namespace: team }]
`;
  const documents = delegationExample({ path: '/' }, jwtExample({ target: 'HTTPRoute' }), sideDoor);
  expect(findingsOf('T17', documents).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^backend `team\/tools` stands open through route `team\/tools` below `agentgateway-system\/side-door` on .*: authentication is asked for only through route `team\/tools` below `agentgateway-system\/mcp` on /),
  ]);
});

test('a route above whose only rule hands on is no place of its own where rules are judged (A06)', () => {
  const rules = policyExample('above', 'HTTPRoute', 'traffic: { authorization: { action: Require, policy: { matchExpressions: [\'jwt.sub == "alice"\'] } } }');
  expect(findingsOf('A06', delegationExample({}, rules))).toHaveLength(1);
  const jwtBelow = jwtExample({ target: 'HTTPRoute' }).replace('name: mcp }', 'name: tools }').replace('namespace: agentgateway-system', 'namespace: team');
  expect(findingsOf('A06', delegationExample({}, rules, jwtBelow))).toEqual([]);
});

test('a route below with the match of the route above takes nothing from it (B32)', () => {
  expect(findingsOf('B32', delegationExample({ path: '/mcp' }))).toEqual([]);
});

test('before 1.2 nothing is handed on, and in apps without such routes nothing is said of it', () => {
  expect(findingsOf('B37', gatewayExample())).toEqual([]);
  expect(findingsOf('T18', gatewayExample())).toEqual([]);
});

test('a rule above about who issued a token, and for whom, holds for the route below that names it as parent (J09)', () => {
  const above = policyExample('above', 'HTTPRoute', 'traffic: { authorization: { action: Require, policy: { matchExpressions: ["has(jwt.iss) && has(jwt.aud)"] } } }');
  const jwtBelow = jwtExample({ target: 'HTTPRoute', provider: ['audiences: [mcp]'] }).replace('name: mcp }', 'name: tools }').replace('namespace: agentgateway-system', 'namespace: team');
  const spec = 'parentRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp, namespace: agentgateway-system }]';
  expect(findingsOf('J09', delegationExample({ spec }, jwtBelow))).toHaveLength(1);
  expect(findingsOf('J09', delegationExample({ spec }, jwtBelow, above))).toEqual([]);
});

describe('a chain of thousands of routes', () => {
  const count = 3000;
  const route = (index: number, parents: string, rules: string) =>
    `\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: r${index}, namespace: team }\nspec: { ${parents} ${rules} }\n`;

  test('is followed for some, and reported where it is not followed (T18)', () => {
    const chain = Array.from({ length: count }, (_, index) =>
      route(index, '', `rules: [{ backendRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: r${index + 1} }] }]`)).join('---');
    expect(findingsOf('T18', delegationExample({ to: 'name: r0, namespace: team' }, chain))).toEqual([expect.objectContaining({ object: expect.objectContaining({ name: 'r63' }), severity: 'error' })]);
  });

  test('that only name each other as parents leads nowhere (T16)', () => {
    const chain = Array.from({ length: count }, (_, index) =>
      route(index, index === count - 1 ? '' : `parentRefs: [{ kind: HTTPRoute, name: r${index + 1} }],`, 'rules: [{}]')).join('---');
    const policy = policyExample('on-chain', 'HTTPRoute', KEYS('Strict'))
      .replace(/targetRefs: \[\{[^}]*\}\]/, 'targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: r0 }]').replace('namespace: agentgateway-system', 'namespace: team');
    expect(findingsOf('T16', gatewayExample(policy, chain))).toHaveLength(1);
  });
});
