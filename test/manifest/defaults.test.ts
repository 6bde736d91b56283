import { manifestsOf, withDefaults, type AgentgatewayBackend, type AgentgatewayPolicy, type Gateway, type HttpRoute } from '../../src/manifest';

const metadata = { name: 'a' };

test('a listener without allowedRoutes admits routes of its own namespace', () => {
  const gateway: Gateway = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata,
    spec: { gatewayClassName: 'agentgateway', listeners: [{ name: 'http', port: 80, protocol: 'HTTP', tls: {} }], allowedListeners: {} },
  };
  const before = structuredClone(gateway);
  const { spec } = withDefaults(gateway, '1.4');
  expect(spec.listeners[0]).toMatchObject({ allowedRoutes: { namespaces: { from: 'Same' } }, tls: { mode: 'Terminate' } });
  expect(spec.allowedListeners).toEqual({ namespaces: { from: 'None' } });
  expect(gateway).toEqual(before);
});

test('a route without rules matches every path, and a reference without group and kind means a Service', () => {
  const route = (spec: HttpRoute['spec']): HttpRoute => ({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata, spec });
  expect(withDefaults(route({}), '1.4').spec.rules).toEqual([{ matches: [{ path: { type: 'PathPrefix', value: '/' } }] }]);
  expect(withDefaults(route({ parentRefs: [{ name: 'g' }], rules: [{ backendRefs: [{ name: 'b', port: 1 }], matches: [{}] }] }), '1.4').spec).toEqual({
    parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'g' }],
    rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ group: '', kind: 'Service', name: 'b', port: 1, weight: 1 }] }],
  });
});

test('authentication is strict and authorization allows unless said otherwise', () => {
  const policy: AgentgatewayPolicy = {
    apiVersion: 'agentgateway.dev/v1alpha1',
    kind: 'AgentgatewayPolicy',
    metadata,
    spec: {
      traffic: {
        jwtAuthentication: { providers: [{ issuer: 'a', jwks: { remote: { jwksPath: 'b' } } }] },
        authorization: { policy: { matchExpressions: ['true'] } },
      },
    },
  };
  const { traffic } = withDefaults(policy, '1.4').spec;
  expect(traffic?.jwtAuthentication).toMatchObject({ mode: 'Strict', providers: [{ jwks: { remote: { cacheDuration: '5m' } } }] });
  expect(traffic?.authorization?.action).toBe('Allow');
});

test('a default that changed is that of the release', () => {
  const backend: AgentgatewayBackend = {
    apiVersion: 'agentgateway.dev/v1alpha1', kind: 'AgentgatewayBackend', metadata, spec: { policies: { mcp: { authentication: { jwks: { jwksPath: 'a' } } } } },
  };
  expect(withDefaults(backend, '0.12').spec.policies?.mcp?.authentication?.mode).toBe('Permissive');
  expect(withDefaults(backend, '1.0').spec.policies?.mcp?.authentication?.mode).toBe('Strict');
});

test('null stands for the default where there is one', () => {
  const made = { apiVersion: 'agentgateway.dev/v1alpha1', kind: 'AgentgatewayPolicy', metadata, spec: { traffic: { authorization: { action: null, x: null } } } };
  const [{ object }] = manifestsOf(made).manifests;
  expect(withDefaults(object, '1.4').spec).toEqual({ traffic: { authorization: { action: 'Allow', x: null } } });
});

test('an object of another kind has no defaults', () => {
  const object = { apiVersion: 'v1', kind: 'Thing', metadata, spec: { a: [1, { b: null }] } };
  expect(withDefaults(object, '1.4')).toEqual(object);
});

test('the object itself stays as it is, whatever is filled in', () => {
  const object = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata,
    spec: { parentRefs: [{ name: 'g' }], rules: [{ backendRefs: [{ name: 'b', port: 1, weight: null }], matches: [{}, { path: null }] }] },
    unread: { a: [{ b: undefined }] },
  };
  const before = structuredClone(object);
  expect(withDefaults(object, '1.4')).not.toEqual(before);
  expect(object).toStrictEqual(before);
});
