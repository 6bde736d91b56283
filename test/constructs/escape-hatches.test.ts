import { ApiObject, Chart, JsonPatch, Testing } from 'cdk8s';
import { chartFor, jwks, rendered, served } from './support';
import {
  BackendPolicy, BackendTarget, BackendTlsPolicy, ClaimRule, GatewayParameters, JwtPolicy, McpBackend, McpGateway, McpListener, McpListenerSet,
  McpRoute, McpTarget, StaticBackend, ToolPolicy, TrafficPolicy,
} from '../../src';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

interface Made {
  readonly apiObject: ApiObject;
}

const providers = [{ issuer: 'me', audiences: ['mcp'], jwks }];
const isAlice = ClaimRule.claim('sub').equals('alice');

/** Every construct that makes an object: how it is made with a fragment, one that fits, and what comes of it. */
const constructs: [string, (chart: Chart, spec: Record<string, unknown>) => Made, Record<string, unknown>, (spec: any) => unknown, unknown][] = [
  ['McpGateway', (chart, spec) => new McpGateway(chart, 'made', { spec }), { infrastructure: { labels: { a: 'b' } } }, (spec) => spec.infrastructure.labels, { a: 'b' }],
  ['McpListenerSet', (chart, spec) => new McpListenerSet(chart, 'made', { gateway: served(chart).gateway, listeners: [McpListener.http({ port: 81 })], spec }),
    { listeners: [{ name: 'x', port: 82, protocol: 'HTTP' }] }, (spec) => spec.listeners, [{ name: 'x', port: 82, protocol: 'HTTP' }]],
  ['GatewayParameters', (chart, spec) => new GatewayParameters(chart, 'made', { replicas: 2, spec }),
    { deployment: { metadata: { labels: { a: 'b' } } } }, (spec) => spec.deployment, { metadata: { labels: { a: 'b' } }, spec: { replicas: 2 } }],
  ['McpRoute', (chart, spec) => {
    const { gateway, backend } = served(chart);
    return new McpRoute(chart, 'made', { gateway, rules: [{ backend }], spec });
  }, { hostnames: ['a.example.com'] }, (spec) => spec.hostnames, ['a.example.com']],
  ['McpBackend', (chart, spec) => new McpBackend(chart, 'made', { targets: [McpTarget.host('a')], spec }),
    { mcp: { sessionRouting: 'Stateless' } }, (spec) => [spec.mcp.sessionRouting, spec.mcp.targets.length], ['Stateless', 1]],
  ['JwtPolicy', (chart, spec) => new JwtPolicy(chart, 'made', { target: served(chart).gateway, providers, spec }),
    { traffic: { csrf: { additionalOrigins: ['https://a.example.com'] } } }, (spec) => [spec.traffic.jwtAuthentication.mode, spec.traffic.csrf.additionalOrigins],
    ['Strict', ['https://a.example.com']]],
  ['TrafficPolicy', (chart, spec) => new TrafficPolicy(chart, 'made', { target: served(chart).gateway, spec }),
    { traffic: { hostRewrite: { mode: 'Auto' } } }, (spec) => spec.traffic, { hostRewrite: { mode: 'Auto' } }],
  ['ToolPolicy', (chart, spec) => {
    const { gateway, backend } = served(chart);
    new JwtPolicy(chart, 'jwt', { target: gateway, providers });
    return new ToolPolicy(chart, 'made', { target: backend, allow: [isAlice], spec });
  }, { backend: { http: { requestTimeout: '5s' } } }, (spec) => [spec.backend.http.requestTimeout, spec.backend.mcp.authorization.action], ['5s', 'Allow']],
  ['BackendPolicy', (chart, spec) => new BackendPolicy(chart, 'made', { target: BackendTarget.backend(served(chart).backend), tls: true, spec }),
    { backend: { http: { version: 'HTTP1' } } }, (spec) => spec.backend, { tls: {}, http: { version: 'HTTP1' } }],
  ['StaticBackend', (chart, spec) => new StaticBackend(chart, 'made', { host: 'login.example.com', tls: true, spec }),
    { policies: { http: { version: 'HTTP1' } } }, (spec) => spec.policies, { tls: { sni: 'login.example.com' }, http: { version: 'HTTP1' } }],
  ['BackendTlsPolicy', (chart, spec) => new BackendTlsPolicy(chart, 'made', { target: BackendTarget.backend(served(chart).backend), hostname: 'a.example.com', spec }),
    { options: { a: 'b' } }, (spec) => spec.options, { a: 'b' }],
];

describe.each(constructs)('%s', (_, make, fragment, read, expected) => {
  test('merges a fragment of the spec with what it renders', () => {
    const chart = chartFor();
    const { apiObject } = make(chart, fragment);

    expect(read(apiObject.toJson().spec)).toStrictEqual(expected);
    expect(() => Testing.synth(chart)).not.toThrow();
  });

  test('has a fragment checked', () => {
    const chart = chartFor();
    make(chart, { ...fragment, nonsense: true });

    expect(() => Testing.synth(chart)).toThrow(/\[chart\/made\] error\[S01\]: field `spec.nonsense` does not exist[\s\S]*escape-hatches\.test\.ts/);
  });

  test('takes a patch, and has it checked', () => {
    const chart = chartFor();
    const { apiObject } = make(chart, fragment);
    apiObject.addJsonPatch(JsonPatch.add('/metadata/labels', { patched: 'yes' }));
    expect(apiObject.toJson().metadata.labels).toStrictEqual({ patched: 'yes' });
    apiObject.addJsonPatch(JsonPatch.add('/spec/nonsense', true));

    expect(() => Testing.synth(chart)).toThrow('field `spec.nonsense` does not exist');
  });
});

test('a fragment cannot reach the prototype of anything', () => {
  const chart = chartFor();
  new McpBackend(chart, 'made', { targets: [McpTarget.host('a')], spec: JSON.parse('{"mcp":{"__proto__":{"polluted":true}}}') });

  expect(rendered(chart, 'AgentgatewayBackend')[0].spec.mcp.targets).toHaveLength(1);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('the order in which maps are written makes no difference', () => {
  const texts = [['a', 'b'], ['b', 'a']].map((names) => {
    const map = Object.fromEntries(names.map((name) => [name, `"${name}"`]));
    const chart = chartFor();
    const { gateway, route } = served(chart);
    new GatewayParameters(chart, 'parameters', { env: map });
    new McpGateway(chart, 'logged', { accessLog: { attributes: { add: map } }, infrastructureLabels: Object.fromEntries(names.map((name) => [name, name])) });
    new JwtPolicy(chart, 'jwt', { target: gateway, providers });
    new TrafficPolicy(chart, 'traffic', {
      target: route, requestHeaders: { set: map }, transformation: { request: { set: map, add: map, metadata: map, remove: names } },
    });
    return JSON.stringify(Testing.synth(chart));
  });

  expect(texts[0]).toBe(texts[1]);
});
