import { child, fromRoute, parent, tools, toRoute } from './delegated';
import { firstListener, firstRule, GATEWAY, gatewayOf, jwt, policy, rules, TO_GATEWAY } from './yaml-gateway';
import { EffectiveRoute, RouteMatch } from '../../src/gateway';
import { TargetVersion } from '../../src/manifest';

const TO_CHILD = 'name: child, namespace: team';
const TO_ALL = "name: '*', namespace: team";
const CHILD = child('child');
const TOOLS = tools();

/** The names of the routes, apart from the parents, that requests can end at. */
function reached(documents: readonly string[], version?: TargetVersion): readonly string[] {
  const { routes } = firstListener([GATEWAY, TOOLS, ...documents], version);
  return routes.flatMap(({ key, rules: found }) => found.some(({ above }) => above) ? [key.name] : []);
}

function delegated(documents: readonly string[], version?: TargetVersion): EffectiveRoute {
  const route = firstListener([GATEWAY, TOOLS, ...documents], version).routes.find(({ rules: found }) => found.some(({ above }) => above));
  if (!route) {
    throw new Error('nothing is handed on');
  }
  return route;
}

function reasonOf(documents: readonly string[], version?: TargetVersion): string | undefined {
  const { backend } = firstRule([GATEWAY, TOOLS, ...documents], version).backends[0];
  return backend.kind === 'unusable' ? backend.unusable.reason : undefined;
}

describe('a reference to HTTPRoutes', () => {
  test('makes the route below one of the listener, with the rule above it', () => {
    const listener = firstListener([GATEWAY, parent(TO_CHILD), CHILD, TOOLS]);
    expect(listener.routes.map(({ key, rules: found }) => [key.name, found.length])).toEqual([['parent', 0], ['child', 1]]);
    const [rule] = listener.routes[1].rules;
    expect(rule.above).toMatchObject([{ route: { namespace: 'infra', name: 'parent' }, name: 'down', field: ['spec', 'rules', 0] }]);
    expect(rule.backends[0].backend.kind).toBe('mcp');
  });

  test('hands nothing on before 1.2', () => {
    expect(reasonOf([parent(TO_CHILD), CHILD], '1.1')).toBe('not handed on');
    expect(reached([parent(TO_CHILD), CHILD], '1.2')).toEqual(['child']);
  });

  test.each<[string, string, readonly string[]]>([
    ['a name', 'name: two, namespace: team', ['two']],
    ['all of a namespace', TO_ALL, ['one', 'two']],
    ['all of its own namespace', "name: '*'", ['near']],
    ['a label', 'name: tier=b, namespace: team', ['two']],
    ['a label with an empty value, which those without the label match', 'name: tier=, namespace: team', ['one']],
    ['nobody', 'name: three, namespace: team', []],
  ])('selects by %s', (_name, ref, names) => {
    expect(reached([
      parent(ref, { prefix: '/' }), child('one'), child('two', { labels: '{ tier: b }' }), child('near', { namespace: 'infra', spec: fromRoute('parent') }),
    ])).toEqual(names);
  });

  test('selects no route that only other parents serve, and needs none of the listener to allow the namespace', () => {
    const own = GATEWAY.replace(', allowedRoutes: { namespaces: { from: All } }', '');
    const listener = firstListener([own, parent(TO_ALL), CHILD, child('served', { spec: 'parentRefs: [{ name: agentgateway-proxy, namespace: infra }]' }), TOOLS]);
    expect(listener.routes.map(({ key }) => key.name)).toEqual(['parent', 'child']);
  });

  test('reaches a route that names parents only where it names this one', () => {
    expect(reached([parent(TO_CHILD), child('child', { spec: fromRoute('parent') })])).toEqual(['child']);
    expect(reached([parent(TO_CHILD), child('child', { spec: fromRoute('other') })])).toEqual([]);
    expect(reached([parent(TO_CHILD), child('child', { spec: fromRoute('parent', 'team') })])).toEqual([]);
  });

  test('is not judged where a parent that the route names refers to it alike, until main', () => {
    const documents = [parent(TO_ALL), parent(TO_ALL, { name: 'other', prefix: '/other' }), child('child', { spec: fromRoute('other'), path: '{ type: PathPrefix, value: / }' })];
    expect(reasonOf(documents)).toBe('not judged');
    expect(reached(documents, 'main')).toEqual(['child']);
    expect(reached([documents[0], parent(TO_CHILD, { name: 'other', prefix: '/other' }), documents[2]])).toEqual(['child']);
  });

  test('into another namespace needs a grant on main, unless the route names its parent', () => {
    const grant = (to: string) => `
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: grant, namespace: team }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: infra }]
  to: [{ group: gateway.networking.k8s.io, kind: HTTPRoute${to} }]
`;
    expect(reached([parent(TO_CHILD), CHILD], 'main')).toEqual([]);
    expect(reached([parent(TO_CHILD), CHILD, grant('')], 'main')).toEqual(['child']);
    expect(reached([parent(TO_CHILD), CHILD, grant(', name: child')], 'main')).toEqual(['child']);
    expect(reached([parent(TO_CHILD), CHILD, grant(', name: other')], 'main')).toEqual([]);
    expect(reached([parent(TO_CHILD), child('child', { spec: fromRoute('parent') })], 'main')).toEqual(['child']);
  });
});

describe('what a route below serves', () => {
  const path = (type: string, value: string) => `{ type: ${type}, value: ${value} }`;
  test.each<[string, string, string, string | undefined]>([
    ['a longer prefix', '/team', path('PathPrefix', '/team/a'), 'PathPrefix /team/a'],
    ['a shorter prefix', '/team/a', path('PathPrefix', '/team'), 'PathPrefix /team/a'],
    ['everything', '/team', path('PathPrefix', '/'), 'PathPrefix /team'],
    ['one path', '/team', path('Exact', '/team/a'), 'Exact /team/a'],
    ['an expression, which nobody works out', '/team', path('RegularExpression', '/t.*'), 'RegularExpression /t.*'],
    ['another prefix', '/team', path('PathPrefix', '/other'), undefined],
    ['a name that begins alike', '/team', path('PathPrefix', '/teams'), undefined],
    ['another path', '/team', path('Exact', '/other'), undefined],
  ])('is what both match: %s', (_name, prefix, below, expected) => {
    const [route] = firstListener([GATEWAY, TOOLS, parent(TO_CHILD, { prefix }), child('child', { path: below })]).routes.slice(1) as (EffectiveRoute | undefined)[];
    const found = route?.rules[0].matches.map(({ path: { type, value } }) => `${type} ${value}`);
    expect(found).toEqual(expected === undefined ? undefined : [expected]);
  });

  test('asks for the method, headers and parameters of both', () => {
    const above = parent(TO_CHILD).replace('{ path: { type: PathPrefix, value: /team } }',
      '{ path: { type: PathPrefix, value: /team }, method: POST, headers: [{ name: a, value: "1" }] }, { path: { type: PathPrefix, value: /team }, method: GET }');
    const below = CHILD.replace('matches: [{ ', 'matches: [{ path: { type: Exact, value: /x } }, { method: POST, queryParams: [{ name: q, value: "1" }], ');
    const [match, ...others]: readonly RouteMatch[] = delegated([above, below]).rules[0].matches;
    expect(match).toMatchObject({ method: 'POST', headers: [{ name: 'a' }], queryParams: [{ name: 'q' }], position: 1 });
    expect(others).toEqual([]);
  });

  test.each<[string, string, string, readonly string[] | undefined]>([
    ['those of the parent', 'hostnames: [a.example]', '', ['a.example']],
    ['its own', '', 'hostnames: [a.example]', ['a.example']],
    ['what both share', 'hostnames: ["*.example", b.test]', 'hostnames: [a.example, c.test]', ['a.example']],
    ['none, where they share none', 'hostnames: [a.example]', 'hostnames: [b.example]', undefined],
  ])('is for the hostnames of both: %s', (_name, above, below, expected) => {
    const documents = [GATEWAY, TOOLS, parent(TO_CHILD, { spec: above }), child('child', { spec: below })];
    expect(firstListener(documents).routes[1]?.hostnames).toEqual(expected);
  });
});

describe('policies of a route above', () => {
  const issuer = (documents: readonly string[]) => delegated([parent(TO_CHILD), CHILD, ...documents]).rules[0].traffic.jwt?.value.providers[0].issuer;
  const own = (name: string, target: string, more = '') => policy(name, `{ ${target}, ${more} traffic: { ${jwt(name)} } }`);

  test('are weaker than those of the route below, and stronger than those of the Gateway', () => {
    const all = [
      own('gateway', TO_GATEWAY), own('above', toRoute('parent')), own('rule-above', toRoute('parent', 'down')),
      own('below', toRoute('child')).replace('namespace: infra', 'namespace: team'), own('rule-below', toRoute('child', 'serve')).replace('namespace: infra', 'namespace: team'),
    ];
    expect(all.map((_policy, index) => issuer(all.slice(0, index + 1)))).toEqual(['gateway', 'above', 'rule-above', 'below', 'rule-below']);
  });

  test('hold against the route below where they are an Override', () => {
    expect(issuer([own('above', toRoute('parent'), 'strategy: { inheritance: Override },'), own('below', toRoute('child')).replace('namespace: infra', 'namespace: team')])).toBe('above');
  });

  test('are pooled where they are authorization', () => {
    const allow = (name: string, route: string, namespace: string) => policy(name, `{ ${toRoute(route)}, traffic: { ${rules('Allow', `jwt.sub == "${name}"`)} } }`, namespace);
    const { traffic } = delegated([parent(TO_CHILD), CHILD, allow('above', 'parent', 'infra'), allow('below', 'child', 'team')]).rules[0];
    expect(traffic.authorization.map(({ expression }) => expression)).toEqual(['jwt.sub == "above"', 'jwt.sub == "below"']);
  });

  test('reach the backend, too', () => {
    const key = (name: string, route: string, namespace: string) => policy(name, `{ ${toRoute(route)}, backend: { auth: { key: ${name} } } }`, namespace);
    const credential = (documents: readonly string[]) => {
      const { backend } = delegated([parent(TO_CHILD), CHILD, ...documents]).rules[0].backends[0];
      const found = backend.kind === 'mcp' ? backend.mcp.targets[0].credential : undefined;
      return found && 'value' in found ? found.value : undefined;
    };
    expect(credential([key('above', 'parent', 'infra')])).toBe('above');
    expect(credential([key('above', 'parent', 'infra'), key('below', 'child', 'team')])).toBe('below');
  });

  test('are weaker than its filters, and these than a policy of the route below', () => {
    const cors = (origin: string) => `filters: [{ type: CORS, cors: { allowOrigins: ["http://${origin}"] } }]`;
    const origins = (documents: readonly string[]) => delegated(documents).rules[0].traffic.cors?.value.allowOrigins;
    const above = parent(TO_CHILD, { more: cors('above') });
    const onParent = policy('cors', `{ ${toRoute('parent')}, traffic: { cors: { allowOrigins: ["http://policy-above"] } } }`);
    const onChild = policy('cors', `{ ${toRoute('child')}, traffic: { cors: { allowOrigins: ["http://policy-below"] } } }`, 'team');
    expect(origins([above, CHILD, onParent])).toEqual(['http://above']);
    expect(origins([above, CHILD, onChild])).toEqual(['http://policy-below']);
    expect(origins([above, child('child', { more: cors('below') }), onChild])).toEqual(['http://below']);
  });
});

describe('routes that hand on further', () => {
  const middle = (spec = '') => parent('name: leaf, namespace: team', { name: 'middle', prefix: '/team/tools' })
    .replace('namespace: infra }', 'namespace: team }').replace('parentRefs: [{ name: agentgateway-proxy }]', spec);

  test('are followed to the end', () => {
    const route = delegated([parent('name: middle, namespace: team'), middle(), child('leaf', { path: '{ type: PathPrefix, value: / }' })]);
    expect(route.key.name).toBe('leaf');
    expect(route.rules[0].above?.map(({ route: { name } }) => name)).toEqual(['parent', 'middle']);
    expect(route.rules[0].matches[0].path.value).toBe('/team/tools');
  });

  test('are not judged where another Gateway may serve them, which alone they hand on for then', () => {
    const documents = (gateway: string) => [
      parent('name: middle, namespace: team'), child('leaf'),
      middle(`parentRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: parent, namespace: infra }, { name: ${gateway}, namespace: infra }]`),
    ];
    const reasons = (gateway: string) => firstListener([GATEWAY, TOOLS, ...documents(gateway)]).routes
      .flatMap(({ rules: found }) => found.flatMap(({ backends }) => backends.flatMap(({ backend }) => backend.kind === 'unusable' ? [backend.unusable.reason] : [])));
    expect(reasons('elsewhere')).toEqual(['not judged']);
    expect(reasons('agentgateway-proxy')).toEqual([]);
  });

  test('end where they come back', () => {
    const circle = middle().replace('name: leaf', 'name: middle');
    const listener = firstListener([GATEWAY, parent('name: middle, namespace: team'), circle]);
    expect(listener.routes.map(({ key, rules: found }) => [key.name, found.length])).toEqual([['parent', 0]]);
  });

  test('in more ways than anybody means are not judged', () => {
    const many = Array.from({ length: 12 }, (_, index) => parent(TO_ALL, { name: `r${index}`, prefix: '/' })
      .replace('namespace: infra }', 'namespace: team }').replace('parentRefs: [{ name: agentgateway-proxy }]', ''));
    const { routes } = gatewayOf([GATEWAY, parent(TO_ALL), ...many]).listeners[0];
    expect(routes.some(({ rules: found }) => found.some(({ backends }) => backends.some(({ backend }) => backend.kind === 'unusable' && backend.unusable.reason === 'not judged')))).toBe(true);
  });
});
