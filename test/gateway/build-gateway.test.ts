import { BACKEND, firstListener, firstRule, GATEWAY, gatewayOf, jwt, policy, ROUTE, rules, TO_BACKEND, TO_GATEWAY, TO_ROUTE, TO_RULE } from './yaml-gateway';
import { McpBackend } from '../../src/gateway';
import { TargetVersion } from '../../src/manifest';

const BASE = [GATEWAY, ROUTE, BACKEND];

function issuerOf(documents: readonly string[]): string | undefined {
  return firstRule(documents).traffic.jwt?.value.providers[0].issuer;
}

function expressionsOf(documents: readonly string[]): readonly string[] {
  return firstRule(documents).traffic.authorization.map(({ mode, expression }) => `${mode} ${expression}`);
}

function backendOf(documents: readonly string[]): McpBackend {
  const { backend } = firstRule(documents).backends[0];
  if (backend.kind !== 'mcp') {
    throw new Error(`the backend is unusable: ${backend.unusable.reason}`);
  }
  return backend.mcp;
}

describe('routes', () => {
  test('a listener serves the routes that name its gateway', () => {
    const listener = firstListener(BASE);
    expect(listener).toMatchObject({ gateway: { namespace: 'infra', name: 'agentgateway-proxy' }, name: 'http', port: 80 });
    expect(listener.routes.map(({ key }) => key)).toEqual([{ namespace: 'infra', name: 'mcp-github' }]);
    expect(firstRule(BASE).matches).toEqual([{ path: { type: 'PathPrefix', value: '/mcp-github' }, headers: [], queryParams: [] }]);
  });

  test('a gateway of another class serves nothing', () => {
    expect(gatewayOf([GATEWAY.replace('gatewayClassName: agentgateway', 'gatewayClassName: kgateway'), ROUTE, BACKEND]).listeners).toEqual([]);
  });

  test('a class of another name counts by its controller', () => {
    const gateway = GATEWAY.replace('gatewayClassName: agentgateway', 'gatewayClassName: internal');
    const gatewayClass = (controller: string) =>
      `{ apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: { name: internal }, spec: { controllerName: ${controller} } }`;
    expect(gatewayOf([gateway, gatewayClass('agentgateway.dev/agentgateway')]).listeners).toHaveLength(1);
    expect(gatewayOf([gateway, gatewayClass('example.com/other')]).listeners).toEqual([]);
  });

  test('a class that is not among the manifests is agentgateway\'s where something of agentgateway hangs on the Gateway', () => {
    const gateway = GATEWAY.replace('gatewayClassName: agentgateway', 'gatewayClassName: internal');
    const toService = ROUTE.replace('group: agentgateway.dev, kind: AgentgatewayBackend, name: github', 'name: github, port: 80');
    const count = (...documents: readonly string[]) => gatewayOf([gateway, ...documents]).listeners.length;
    expect(count(toService)).toBe(0);
    expect(count(ROUTE)).toBe(1);
    const to = (target: string) => policy('p', `{ ${target}, traffic: { ${jwt('a')} } }`);
    expect(count(toService, to(TO_GATEWAY))).toBe(1);
    expect(count(toService, to(TO_GATEWAY.replace('name: agentgateway-proxy', 'name: agentgateway-proxy, sectionName: http')))).toBe(1);
    expect(count(toService, to(TO_ROUTE))).toBe(1);
    expect(count(toService, to(TO_GATEWAY.replace('agentgateway-proxy', 'other')))).toBe(0);
  });

  test.each([
    ['HTTP', 1],
    ['HTTPS', 1],
    ['TCP', 0],
    ['TLS', 0],
  ])('a listener of the protocol %s and an HTTPRoute: %i', (protocol, count) => {
    expect(firstListener([GATEWAY.replace('protocol: HTTP', `protocol: ${protocol}`), ROUTE, BACKEND]).routes).toHaveLength(count);
  });

  test.each([
    ['All', 'apps', 1],
    ['Same', 'apps', 0],
    ['Same', 'infra', 1],
  ])('a listener that admits %s and a route in %s: %i', (from, namespace, count) => {
    const gateway = GATEWAY.replace('from: All', `from: ${from}`);
    const route = ROUTE.replace('namespace: infra', `namespace: ${namespace}`).replace('name: agentgateway-proxy', 'name: agentgateway-proxy, namespace: infra');
    expect(firstListener([gateway, route, BACKEND]).routes).toHaveLength(count);
  });

  test('a namespace selector admits by the labels of the Namespace, and refuses where it is not known', () => {
    const gateway = GATEWAY.replace('from: All', 'from: Selector, selector: { matchLabels: { team: dev } }');
    const namespace = (team: string) => `{ apiVersion: v1, kind: Namespace, metadata: { name: infra, labels: { team: ${team} } } }`;
    expect(firstListener([gateway, ROUTE, BACKEND, namespace('dev')]).routes).toHaveLength(1);
    expect(firstListener([gateway, ROUTE, BACKEND, namespace('ops')]).routes).toHaveLength(0);
    expect(firstListener([gateway, ROUTE, BACKEND]).routes).toHaveLength(0);
  });

  test.each([
    ['sectionName: http', 1],
    ['sectionName: https', 0],
    ['port: 80', 1],
    ['port: 81', 0],
  ])('a parent reference with %s: %i', (reference, count) => {
    expect(firstListener([GATEWAY, ROUTE.replace('name: agentgateway-proxy', `name: agentgateway-proxy, ${reference}`), BACKEND]).routes).toHaveLength(count);
  });

  test.each([
    ['*.example.com', '[a.example.com, b.other.com]', ['a.example.com']],
    ['a.example.com', '["*.example.com"]', ['a.example.com']],
    ['a.example.com', '[]', []],
    ['a.example.com', '[b.example.com]', undefined],
    ['*.example.com', '[example.com]', undefined],
  ])('a listener for %s and a route for %s share %j', (listener, route, shared) => {
    const gateway = GATEWAY.replace('protocol: HTTP,', `protocol: HTTP, hostname: "${listener}",`);
    const routes = firstListener([gateway, ROUTE.replace('rules:', `hostnames: ${route}\n  rules:`), BACKEND]).routes;
    expect(routes[0]?.hostnames).toEqual(shared);
  });
});

describe('traffic policies', () => {
  test('a policy reaches what it names in its own namespace', () => {
    expect(issuerOf([...BASE, policy('jwt', `{ ${TO_GATEWAY}, traffic: { ${jwt('a')} } }`)])).toBe('a');
    expect(issuerOf([...BASE, policy('jwt', `{ ${TO_GATEWAY}, traffic: { ${jwt('a')} } }`, 'other')])).toBeUndefined();
  });

  test('a policy on a section that does not exist reaches nothing', () => {
    const target = TO_GATEWAY.replace('name: agentgateway-proxy', 'name: agentgateway-proxy, sectionName: https');
    expect(issuerOf([...BASE, policy('jwt', `{ ${target}, traffic: { ${jwt('a')} } }`)])).toBeUndefined();
  });

  test('a policy by selector reaches the objects with the labels', () => {
    const selector = 'targetSelectors: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, matchLabels: { app: github } }]';
    const labelled = ROUTE.replace('namespace: infra }', 'namespace: infra, labels: { app: github } }');
    expect(issuerOf([GATEWAY, labelled, BACKEND, policy('jwt', `{ ${selector}, traffic: { ${jwt('a')} } }`)])).toBe('a');
    expect(issuerOf([...BASE, policy('jwt', `{ ${selector}, traffic: { ${jwt('a')} } }`)])).toBeUndefined();
  });

  test('the most specific level wins a field, whatever the order of the files', () => {
    const levels = [TO_GATEWAY, TO_GATEWAY.replace('name: agentgateway-proxy', 'name: agentgateway-proxy, sectionName: http'), TO_ROUTE, TO_RULE]
      .map((target, index) => policy(`p${index}`, `{ ${target}, traffic: { ${jwt(`issuer-${index}`)} } }`));
    for (let count = 1; count <= levels.length; count++) {
      expect(issuerOf([...BASE, ...levels.slice(0, count).reverse()])).toBe(`issuer-${count - 1}`);
    }
  });

  test('a route policy that sets another field keeps the JWT of the gateway', () => {
    const documents = [...BASE, policy('jwt', `{ ${TO_GATEWAY}, traffic: { ${jwt('a')} } }`), policy('cors', `{ ${TO_ROUTE}, traffic: { cors: { allowOrigins: ["*"] } } }`)];
    expect(issuerOf(documents)).toBe('a');
    expect(firstRule(documents).traffic.cors?.value.allowOrigins).toEqual(['*']);
  });

  test('the CORS filter of the route wins over a policy', () => {
    const route = ROUTE.replace('backendRefs', 'filters: [{ type: CORS, cors: { allowOrigins: ["https://filter.example"] } }]\n      backendRefs');
    const documents = [GATEWAY, route, BACKEND, policy('cors', `{ ${TO_RULE}, traffic: { cors: { allowOrigins: ["*"] } } }`)];
    expect(firstRule(documents).traffic.cors?.value.allowOrigins).toEqual(['https://filter.example']);
  });

  test('authorization of all levels accumulates', () => {
    const documents = [
      ...BASE,
      policy('gateway', `{ ${TO_GATEWAY}, traffic: { ${rules('Allow', 'jwt.sub == "a"')} } }`),
      policy('route', `{ ${TO_ROUTE}, traffic: { ${rules('Require', 'jwt.x == 1', 'jwt.y == 2')} } }`),
      policy('rule', `{ ${TO_RULE}, traffic: { ${rules('Deny', 'jwt.z == 3')} } }`),
    ];
    expect(expressionsOf(documents)).toEqual(['Allow jwt.sub == "a"', 'Require jwt.x == 1', 'Require jwt.y == 2', 'Deny jwt.z == 3']);
  });

  test('Override locks the fields of its policy, authorization included', () => {
    const override = (locked: boolean) => [
      ...BASE,
      policy('gateway', `{ ${TO_GATEWAY}, traffic: { ${jwt('a')}, ${rules('Allow', 'jwt.sub == "a"')} }${locked ? ', strategy: { inheritance: Override }' : ''} }`),
      policy('route', `{ ${TO_ROUTE}, traffic: { ${jwt('b')}, ${rules('Allow', 'jwt.sub == "b"')}, cors: { allowOrigins: ["*"] } } }`),
    ];
    expect(issuerOf(override(false))).toBe('b');
    expect(issuerOf(override(true))).toBe('a');
    expect(expressionsOf(override(true))).toEqual(['Allow jwt.sub == "a"']);
    expect(firstRule(override(true)).traffic.cors).toBeDefined();
  });

  test('PreRouting is a phase of its own', () => {
    const documents = [...BASE, policy('jwt', `{ ${TO_GATEWAY}, traffic: { phase: PreRouting, ${jwt('a')} } }`)];
    expect(firstListener(documents).preRouting.jwt?.value.providers[0].issuer).toBe('a');
    expect(issuerOf(documents)).toBeUndefined();
  });

  test('two policies that set one field at one place are a tie', () => {
    const { ties } = firstRule([...BASE, policy('one', `{ ${TO_GATEWAY}, traffic: { ${jwt('a')} } }`), policy('two', `{ ${TO_GATEWAY}, traffic: { ${jwt('b')} } }`)]).traffic;
    expect(ties.map(({ field, winner, loser }) => [field, winner.manifest.object.metadata.name, loser.manifest.object.metadata.name])).toEqual([['jwtAuthentication', 'one', 'two']]);
  });

  test('a field that the model does not interpret is kept by name', () => {
    const { other } = firstRule([...BASE, policy('limit', `{ ${TO_GATEWAY}, traffic: { rateLimit: { local: [{ requests: 1, unit: Seconds }] } } }`)]).traffic;
    expect(other.map(({ name }) => name)).toEqual(['rateLimit.local']);
  });

  test('a limit of the route that others share leaves the one of the gateway that each replica counts', () => {
    const global = 'global: { domain: d, backendRef: { name: limiter, port: 80 }, descriptors: [{ entries: [{ name: a, expression: source.address }] }] }';
    const { other } = firstRule([
      ...BASE,
      policy('local', `{ ${TO_GATEWAY}, traffic: { rateLimit: { local: [{ requests: 1, unit: Seconds }] } } }`),
      policy('global', `{ ${TO_ROUTE}, traffic: { rateLimit: { ${global} } } }`),
    ]).traffic;
    expect(other.map(({ name }) => name)).toEqual(['rateLimit.local', 'rateLimit.global']);
  });

  test('what a replaced field asks for beside what is interpreted goes with it', () => {
    const { other } = firstRule([
      ...BASE,
      policy('oauth', `{ ${TO_GATEWAY}, traffic: { ${jwt('a', ', mcp: {}')} } }`),
      policy('plain', `{ ${TO_ROUTE}, traffic: { ${jwt('b')} } }`),
    ]).traffic;
    expect(other).toEqual([]);
  });

  test('nothing is undefined where a stronger level replaces both of a tie', () => {
    const { ties, jwt: merged } = firstRule([
      ...BASE,
      ...['a', 'b'].map((issuer) => policy(issuer, `{ ${TO_GATEWAY}, traffic: { ${jwt(issuer)} } }`)),
      policy('route', `{ ${TO_ROUTE}, traffic: { ${jwt('c')} } }`),
    ]).traffic;
    expect([ties, merged?.policy.name]).toEqual([[], 'route']);
  });

  test('a policy on a port governs the listeners of that port', () => {
    const two = GATEWAY.replace(/ {4}- .*/, (listener) => `${listener}\n${listener.replace('name: http, port: 80', 'name: more, port: 81')}`);
    const to = (more: string) => TO_GATEWAY.replace('name: agentgateway-proxy', `name: agentgateway-proxy, ${more}`);
    const network = (expression: string) => `frontend: { networkAuthorization: { policy: { matchExpressions: [${expression}] } } }`;
    const ofListeners = (documents: readonly string[]) => gatewayOf([two, ROUTE, BACKEND, ...documents]).listeners
      .map(({ other }) => other.map(({ manifest }) => manifest.object.metadata.name));
    expect(ofListeners([policy('port', `{ ${to('port: 81')}, ${network('"true"')} }`)])).toEqual([[], ['port']]);
    expect(ofListeners([policy('port', `{ ${to('port: 81')}, ${network('"true"')} }`), policy('all', `{ ${TO_GATEWAY}, ${network('"false"')} }`)])).toEqual([['all'], ['port']]);
    const selector = 'targetSelectors: [{ group: gateway.networking.k8s.io, kind: Gateway, matchLabels: { app: proxy }, port: 80 }]';
    const labelled = two.replace('namespace: infra }', 'namespace: infra, labels: { app: proxy } }');
    expect(gatewayOf([labelled, policy('port', `{ ${selector}, ${network('"true"')} }`)]).listeners.map(({ other }) => other.length)).toEqual([1, 0]);
  });

  test('route policies on a ListenerSet have no effect up to 1.4 and work on main', () => {
    const gateway = GATEWAY.replace('gatewayClassName: agentgateway', 'gatewayClassName: agentgateway\n  allowedListeners: { namespaces: { from: Same } }');
    const set = `
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: { name: extra, namespace: infra }
spec:
  parentRef: { name: agentgateway-proxy }
  listeners: [{ name: more, port: 81, protocol: HTTP }]
`;
    const route = ROUTE.replace('name: agentgateway-proxy', 'kind: ListenerSet, name: extra');
    const target = 'targetRefs: [{ group: gateway.networking.k8s.io, kind: ListenerSet, name: extra }]';
    const documents = [gateway, set, route, BACKEND, policy('jwt', `{ ${target}, traffic: { ${jwt('a')} } }`)];
    const issuer = (version: '1.4' | 'main') => gatewayOf(documents, version).listeners[1].routes[0].rules[0].traffic.jwt?.value.providers[0].issuer;
    expect(issuer('1.4')).toBeUndefined();
    expect(issuer('main')).toBe('a');
    expect(gatewayOf([GATEWAY, set, route, BACKEND]).listeners).toHaveLength(1);
  });
});

describe('backends', () => {
  test('a static target is reached as it is written', () => {
    expect(backendOf(BASE).targets).toMatchObject([{
      name: 'mcp-target', transport: 'StreamableHTTP', host: 'api.githubcopilot.com', port: 443, path: '/mcp/', tls: { serverName: 'api.githubcopilot.com', verify: 'full' },
    }]);
  });

  test.each([
    ['port 443 without tls is plain HTTP', 'static: { host: a.example, port: 443 }', { path: '/mcp', tls: undefined }],
    ['SSE has a path of its own', 'static: { host: a.example, port: 80, protocol: SSE }', { path: '/sse', transport: 'SSE' }],
    ['empty tls verifies the host', 'static: { host: a.example, port: 443, policies: { tls: {} } }', { tls: { serverName: 'a.example', verify: 'full' } }],
    ['a Secret is a credential', 'static: { host: a.example, port: 80, policies: { auth: { secretRef: { name: token } } } }',
      { credential: { header: 'Authorization', prefix: 'Bearer ', secret: { namespace: 'infra', name: 'token' }, key: 'Authorization' } }],
    ['a Service is reached by its cluster name', 'static: { backendRef: { name: server }, port: 3001 }', { host: 'server.infra.svc.cluster.local', port: 3001 }],
  ])('%s', (_name, target, expected) => {
    const backend = BACKEND.replace(/static: .*/, target);
    expect(backendOf([GATEWAY, ROUTE, backend]).targets[0]).toMatchObject(expected);
  });

  test('backend fields belong to the first who sets them: target, backend, rule, route, policy on the backend, gateway', () => {
    const key = (value: string) => `backend: { auth: { key: ${value} } }`;
    const documents = [
      GATEWAY, ROUTE, BACKEND,
      policy('gateway', `{ ${TO_GATEWAY}, ${key('gateway')} }`),
      policy('backend', `{ ${TO_BACKEND}, ${key('backend')} }`),
      policy('route', `{ ${TO_ROUTE}, ${key('route')} }`),
      policy('rule', `{ ${TO_RULE}, ${key('rule')} }`),
    ];
    const credential = (given: readonly string[]) => {
      const found = backendOf(given).targets[0].credential;
      return found && 'value' in found ? found.value : undefined;
    };
    expect(credential(documents.slice(0, 4))).toBe('gateway');
    expect(credential(documents.slice(0, 5))).toBe('backend');
    expect(credential(documents.slice(0, 6))).toBe('route');
    expect(credential(documents)).toBe('rule');
    const inline = `${BACKEND}  policies: { auth: { key: inline } }\n`;
    expect(credential([GATEWAY, ROUTE, inline, ...documents.slice(3)])).toBe('inline');
  });

  test('MCP authorization of all levels accumulates', () => {
    const mcp = (expression: string) => `backend: { mcp: { ${rules('Allow', expression)} } }`;
    const backend = backendOf([
      ...BASE,
      policy('gateway', `{ ${TO_GATEWAY}, ${mcp('jwt.sub == "gateway"')} }`),
      policy('backend', `{ ${TO_BACKEND}, ${mcp('jwt.sub == "backend"')} }`),
      policy('route', `{ ${TO_ROUTE}, ${mcp('jwt.sub == "route"')} }`),
    ]);
    expect(backend.mcpAuthorization.map(({ expression }) => expression).sort()).toEqual(['jwt.sub == "backend"', 'jwt.sub == "gateway"', 'jwt.sub == "route"']);
  });

  test.each<[TargetVersion, readonly string[]]>([
    ['1.0', ['route']],
    ['1.3', ['route']],
    ['1.4', ['backend', 'gateway', 'route']],
  ])('MCP authorization of a more specific level replaces the others before 1.4: %s', (version, policies) => {
    const mcp = (mode: string) => `backend: { mcp: { ${rules(mode, 'true')} } }`;
    const { backend } = firstRule([
      ...BASE,
      policy('gateway', `{ ${TO_GATEWAY}, ${mcp('Deny')} }`),
      policy('backend', `{ ${TO_BACKEND}, ${mcp('Deny')} }`),
      policy('route', `{ ${TO_ROUTE}, ${mcp('Allow')} }`),
    ], version).backends[0];
    expect(backend.kind === 'mcp' && backend.mcp.mcpAuthorization.map(({ policy: { name } }) => name).sort()).toEqual(policies);
  });

  test('two policies on a backend that set one field are a tie', () => {
    const two = (body: string) => backendOf([...BASE, ...['one', 'two'].map((name) => policy(name, `{ ${TO_BACKEND}, backend: { ${body.replace('NAME', name)} } }`))]).ties;
    expect(two('auth: { key: NAME }').map(({ field, loser }) => [field, loser.manifest.object.metadata.name])).toEqual([['backend.auth', 'two']]);
    expect(two(`mcp: { ${rules('Allow', 'true')} }`)).toEqual([]);
  });

  test('a policy on a section reaches the server that a selector finds, by its effective name', () => {
    const service = `
apiVersion: v1
kind: Service
metadata: { name: srv, namespace: infra, labels: { app: mcp } }
spec: { ports: [{ port: 3001, appProtocol: agentgateway.dev/mcp }] }
`;
    const backend = BACKEND.replace(/static: .*/, 'selector: { services: { matchLabels: { app: mcp } } }');
    const section = (name: string) => policy('tls', `{ ${TO_BACKEND.replace('name: github', `name: github, sectionName: ${name}`)}, backend: { tls: {} } }`);
    const isEncrypted = (name: string) => backendOf([GATEWAY, ROUTE, backend, service, section(name)]).targets.map(({ tls }) => tls !== undefined);
    expect(isEncrypted('srv-3001')).toEqual([true]);
    expect(isEncrypted('mcp-target')).toEqual([false]);
  });

  test('a selector makes one target of each port that speaks MCP', () => {
    const service = (name: string, port: string, annotation = '') => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: infra, labels: { app: mcp }, annotations: { ${annotation} } }
spec: { ports: [${port}] }
`;
    const backend = BACKEND.replace(/static: .*/, 'selector: { services: { matchLabels: { app: mcp } } }');
    const { targets } = backendOf([
      GATEWAY, ROUTE, backend,
      service('everything', '{ port: 3001, appProtocol: agentgateway.dev/mcp }, { port: 9090, name: metrics }'),
      service('fetcher', '{ port: 80, name: sse, appProtocol: agentgateway.dev/mcp-sse }'),
      service('named', '{ port: 80, appProtocol: agentgateway.dev/mcp }', 'agentgateway.dev/mcp-target-name: nice, agentgateway.dev/mcp-path: /x'),
      service('elsewhere', '{ port: 80, appProtocol: agentgateway.dev/mcp }').replace('namespace: infra', 'namespace: other'),
    ]);
    expect(targets.map(({ name, transport, port, path }) => [name, transport, port, path])).toEqual([
      ['everything-3001', 'StreamableHTTP', 3001, '/mcp'],
      ['fetcher-sse', 'SSE', 80, '/sse'],
      ['nice', 'StreamableHTTP', 80, '/x'],
    ]);
  });

  test.each([
    ['of another name', ROUTE.replace('name: github }', 'name: gitlab }'), 'missing'],
    ['without group', ROUTE.replace('group: agentgateway.dev, kind: AgentgatewayBackend', 'kind: AgentgatewayBackend'), 'not an MCP backend'],
    ['of kind Service', ROUTE.replace('group: agentgateway.dev, kind: AgentgatewayBackend, name: github', 'name: github, port: 80'), 'not an MCP backend'],
  ])('a reference %s leads nowhere: %s', (_name, route, reason) => {
    const { backend } = firstRule([GATEWAY, route, BACKEND]).backends[0];
    expect(backend.kind === 'unusable' && backend.unusable.reason).toBe(reason);
  });

  test('a backend in another namespace needs a grant there', () => {
    const route = ROUTE.replace('name: github }', 'name: github, namespace: apps }');
    const backend = BACKEND.replace('namespace: infra', 'namespace: apps');
    const grant = (from: string) => `
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: grant, namespace: apps }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: ${from} }]
  to: [{ group: agentgateway.dev, kind: AgentgatewayBackend }]
`;
    const kind = (documents: readonly string[]) => firstRule(documents).backends[0].backend.kind;
    expect(kind([GATEWAY, route, backend])).toBe('unusable');
    expect(kind([GATEWAY, route, backend, grant('other')])).toBe('unusable');
    expect(kind([GATEWAY, route, backend, grant('infra')])).toBe('mcp');
  });
});
