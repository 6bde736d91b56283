import { request } from './facts';
import { createDecider, HttpRequestFacts } from '../../src/decision';
import { verifyTokenSync } from '../../src/jwt';
import { child, parent, tools, toRoute } from '../gateway/delegated';
import { GATEWAY, gatewayOf, jwt, policy } from '../gateway/yaml-gateway';

const TO_CHILD = 'name: child, namespace: team';
const CHILD = child('child');

/** The route that a request ends at, or status and body. */
async function outcome(documents: readonly string[], path: string, changes: Partial<HttpRequestFacts> = {}): Promise<string> {
  const decider = createDecider(gatewayOf([GATEWAY, tools(), ...documents]), { profile: '1.4', verify: verifyTokenSync });
  const decision = await decider.decideHttp(80, request({ path, ...changes }));
  return decision.kind === 'forward' ? `${decision.context.route?.name}` : `${decision.status} ${decision.body}`;
}

test('a request ends at the route below, where both match it', async () => {
  const documents = [parent(TO_CHILD), CHILD];
  expect(await outcome(documents, '/team/tools/x')).toBe('child');
  expect(await outcome(documents, '/team/other')).toBe('404 route not found');
  expect(await outcome([parent(TO_CHILD, { prefix: '/team/tools/deep' }), CHILD], '/team/tools')).toBe('404 route not found');
});

test('who takes a request first is not asked again: no other route of the listener gets what the route below does not match', async () => {
  const open = parent('name: other, namespace: team', { name: 'open', prefix: '/' });
  const other = child('other', { path: '{ type: PathPrefix, value: / }' });
  const documents = [parent(TO_CHILD), CHILD, open, other];
  expect(await outcome(documents, '/else')).toBe('other');
  expect(await outcome(documents, '/team/else')).toBe('404 route not found');
});

test('the match of the rule above decides among the routes of the listener, and that of the rule below only among those below', async () => {
  const longer = parent('name: other, namespace: team', { name: 'longer', prefix: '/team/tools' });
  const exact = child('child', { path: '{ type: Exact, value: /team/tools/x }' });
  expect(await outcome([parent(TO_CHILD), exact, longer, child('other')], '/team/tools/x')).toBe('other');
});

test('among the routes below the more specific one takes the request', async () => {
  const all = parent("name: '*', namespace: team");
  const documents = [all, child('prefix'), child('longer', { path: '{ type: PathPrefix, value: /team/tools/x }' }), child('host', { spec: 'hostnames: [a.example]' })];
  expect(await outcome(documents, '/team/tools')).toBe('prefix');
  expect(await outcome(documents, '/team/tools/x')).toBe('longer');
  expect(await outcome(documents, '/team/tools/x', { host: 'a.example' })).toBe('host');
});

test('a reference of the weight 0 hands nothing on', async () => {
  const two = (weights: readonly [number, number]) => parent(`name: child, namespace: team, weight: ${weights[0]} }, { group: agentgateway.dev, kind: AgentgatewayBackend, name: own, weight: ${weights[1]}`);
  const documents = [CHILD, tools('own', 'infra')];
  expect(await outcome([two([1, 0]), ...documents], '/team/tools')).toBe('child');
  expect(await outcome([two([0, 1]), ...documents], '/team/tools')).toBe('parent');
  expect(await outcome([two([0, 0]), ...documents], '/team/tools')).toBe('500 no valid backends');
});

test('a circle answers 500, before any policy of the routes', async () => {
  const round = parent('name: round', { name: 'round' }).replace('namespace: infra }', 'namespace: team }').replace('parentRefs: [{ name: agentgateway-proxy }]', '');
  const guard = policy('guard', `{ ${toRoute('parent')}, traffic: { ${jwt('a')} } }`);
  expect(await outcome([parent('name: round, namespace: team'), round, guard], '/team/x')).toBe('500 route delegation cycle detected');
});

test('policies of the routes above hold, and run only where a route below takes the request', async () => {
  const guard = policy('guard', `{ ${toRoute('parent')}, traffic: { ${jwt('a')} } }`);
  expect(await outcome([parent(TO_CHILD), CHILD, guard], '/team/tools')).toBe('401 authentication failure: no bearer token found');
  expect(await outcome([parent(TO_CHILD), CHILD, guard], '/team/other')).toBe('404 route not found');
});

test('a route below without backend answers 500', async () => {
  expect(await outcome([parent(TO_CHILD), CHILD.replace(/ +backendRefs.*\n/, '')], '/team/tools')).toBe('500 no valid backends');
});
