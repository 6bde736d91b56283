import { Chart, Duration } from 'cdk8s';
import { ConfigMap, Service } from 'cdk8s-plus-28';
import { refusedByCrds, testWithCrds } from './real-crds';
import { chartFor, rendered, served, synthesized } from './support';
import {
  BackendPolicy, BackendReference, BackendSettings, BackendTarget, BackendTlsPolicy, BackendTlsPolicyProps, McpBackend, McpTarget, StaticBackend,
  SubjectAltName, TargetVersion,
} from '../../src';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

const service = BackendReference.fromServiceName('decider', 9000, 'security');
const backendRef = { kind: 'Service', name: 'decider', namespace: 'security', port: 9000 };

const settings: [string, BackendSettings, object][] = [
  ['speaks TLS', { tls: true }, { tls: {} }],
  ['asks a service', { extAuth: { service, grpc: {} } }, { extAuth: { backendRef, grpc: {} } }],
  ['transforms', { transformation: { request: { set: { 'x-user': 'request.method' } } } },
    { transformation: { request: { set: [{ name: 'x-user', value: 'request.method' }] } } }],
  ['says what is out of order', {
    health: { unhealthyCondition: 'response.code >= 500', evictionDuration: Duration.seconds(10), consecutiveFailures: 3, healthThreshold: 50, restoreHealth: 100 },
  }, {
    health: {
      unhealthyCondition: 'response.code >= 500', eviction: { duration: '10s', consecutiveFailures: 3, healthThreshold: 50, restoreHealth: 100 },
    },
  }],
  ['says what is out of order, and leaves it in', { health: { unhealthyCondition: 'response.code >= 500' } },
    { health: { unhealthyCondition: 'response.code >= 500' } }],
];

describe('a policy for backends', () => {
  test.each(settings)('%s', (_, props, expected) => {
    const chart = chartFor();
    new BackendPolicy(chart, 'policy', { target: BackendTarget.backend(served(chart).backend), ...props });

    expect(synthesized(chart, 'AgentgatewayPolicy')[0].spec).toStrictEqual({
      targetRefs: [{ group: 'agentgateway.dev', kind: 'AgentgatewayBackend', name: 'backend' }], backend: expected,
    });
  });

  testWithCrds('is accepted by the CRDs with each of these', () => {
    for (const [, props] of settings) {
      const chart = chartFor();
      new BackendPolicy(chart, 'policy', { target: BackendTarget.backend(served(chart).backend), ...props });
      expect(refusedByCrds(chart, 'AgentgatewayPolicy')).toStrictEqual([]);
    }
  });

  test.each<[string, (chart: Chart) => BackendTarget, object, string]>([
    ['one MCP target', (chart) => BackendTarget.mcpTarget(served(chart).backend, 'tools-example-com'),
      { group: 'agentgateway.dev', kind: 'AgentgatewayBackend', name: 'backend', sectionName: 'tools-example-com' }, 'mcp'],
    ['all behind a gateway', (chart) => BackendTarget.behind(served(chart).gateway), { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gateway' }, 'mcp'],
    ['all behind a route', (chart) => BackendTarget.behind(served(chart).route), { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'route' }, 'mcp'],
    ['a Service by its name', () => BackendTarget.serviceName('tools'), { group: '', kind: 'Service', name: 'tools' }, 'mcp'],
    ['a Service elsewhere', () => BackendTarget.serviceName('tools', 80, 'apps'), { group: '', kind: 'Service', name: 'tools', sectionName: '80' }, 'apps'],
    ['a Service of cdk8s-plus', (chart) => BackendTarget.service(new Service(chart, 's', { metadata: { name: 'tools' }, ports: [{ port: 80 }] }), 80),
      { group: '', kind: 'Service', name: 'tools', sectionName: '80' }, 'mcp'],
  ])('can be for %s, in whose namespace it is', (_, target, reference, namespace) => {
    const chart = chartFor();
    new BackendPolicy(chart, 'policy', { target: target(chart), tls: true });
    const [{ spec, metadata }] = rendered(chart, 'AgentgatewayPolicy');

    expect(spec.targetRefs).toStrictEqual([reference]);
    expect(metadata.namespace).toBe(namespace);
  });

  test('lets every server that it names be named from its namespace', () => {
    const chart = chartFor();
    new BackendPolicy(chart, 'policy', {
      target: BackendTarget.backend(served(chart).backend),
      extAuth: { service, grpc: {} },
      tunnel: BackendReference.fromServiceName('proxy', 3128, 'network'),
    });

    expect(rendered(chart, 'ReferenceGrant').map(({ metadata, spec }) => [metadata.namespace, spec.from[0].kind, spec.to[0].name]).sort()).toStrictEqual(
      [['network', 'AgentgatewayPolicy', 'proxy'], ['security', 'AgentgatewayPolicy', 'decider']]);
  });

  test('that says nothing stops the synthesis', () => {
    const chart = chartFor();
    new BackendPolicy(chart, 'policy', { target: BackendTarget.backend(served(chart).backend) });

    expect(() => synthesized(chart, 'any')).toThrow('[chart/policy] the policy says nothing');
  });

  test.each<[string, BackendSettings, string]>([
    ['a share that is none', { health: { healthThreshold: 101 } }, '`health.healthThreshold` is `101`, which is outside its limits\nhelp: give a whole number from 0 to 100'],
    ['too short an eviction', { health: { evictionDuration: Duration.millis(10) } }, '`health.evictionDuration` is `10ms`, which is too short'],
    ['a negative number of failures', { health: { consecutiveFailures: -1 } }, '`health.consecutiveFailures` is `-1`'],
    ['a transformation of nothing', { transformation: {} }, '`transformation`: at least one of the fields in [request response] must be set'],
    ['a service that is asked in two ways', { extAuth: { service, grpc: {}, http: {} } }, '`extAuth` has 2 of `grpc`, `http`'],
    ['a name without TLS', { sni: 'a' }, '`sni` is given without `tls`'],
  ])('is refused with %s', (_, props, message) => {
    const chart = chartFor();
    expect(() => new BackendPolicy(chart, 'policy', { target: BackendTarget.backend(served(chart).backend), ...props })).toThrow(message);
  });

  test('cannot ask a service before the release that does', () => {
    const chart = chartFor(TargetVersion.V1_1);
    expect(() => new BackendPolicy(chart, 'policy', { target: BackendTarget.backend(served(chart).backend), extAuth: { service, grpc: {} } }))
      .toThrow('`extAuth` does not exist in agentgateway 1.1\nhelp: it came with 1.2');
  });

  test.each<[string, () => unknown, string]>([
    ['a port that the Service lacks', () => BackendTarget.service(new Service(chartFor(), 's', { ports: [{ port: 80 }] }), 81), 'has no port `81`\nhelp: it has `80`'],
    ['a host for a Service', () => BackendTarget.serviceName('tools.apps.svc'), '`name` is `tools.apps.svc`, which is no name of a Service'],
    ['a port that is none', () => BackendTarget.serviceName('tools', 0), '`port` is `0`, which is no port'],
    ['a target that is none', () => BackendTarget.mcpTarget(served(chartFor()).backend, 'A b'), '`target` is `A b`, which is no section name'],
  ])('cannot be for %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('a backend', () => {
  test('says how all of its targets are dealt with', () => {
    const chart = chartFor();
    new McpBackend(chart, 'backend', { targets: [McpTarget.host('a', { port: 443 })], policies: { tls: true, extAuth: { service, grpc: {} } } });

    expect(synthesized(chart, 'AgentgatewayBackend')[0].spec.policies).toStrictEqual({ tls: {}, extAuth: { backendRef, grpc: {} } });
    expect(rendered(chart, 'ReferenceGrant')[0].spec.from[0].kind).toBe('AgentgatewayBackend');
  });

  testWithCrds('is accepted by the CRDs with each setting', () => {
    for (const [, policies] of settings) {
      const chart = chartFor();
      new McpBackend(chart, 'backend', { targets: [McpTarget.host('a', { port: 443 })], policies });
      new StaticBackend(chart, 'login', { host: 'login.example.com', ...policies });
      expect(refusedByCrds(chart, 'AgentgatewayBackend')).toStrictEqual([]);
    }
  });

  test.each<[string, () => unknown, string]>([
    ['policies of nothing', () => new McpBackend(chartFor(), 'b', { policies: {} }), '`policies` says nothing'],
    ['policies before their release', () => new McpBackend(chartFor(TargetVersion.V1_1), 'b', { policies: { extAuth: { service, grpc: {} } } }),
      '`extAuth` does not exist in agentgateway 1.1\nhelp: it came with 1.2'],
    ['a host with a scheme', () => new StaticBackend(chartFor(), 'b', { host: 'https://login.example.com' }), '`host` is `https://login.example.com`, which has a scheme'],
    ['a port that is none', () => new StaticBackend(chartFor(), 'b', { host: 'a', port: 70000 }), '`port` is `70000`, which is no port'],
    ['a name that no certificate has', () => new StaticBackend(chartFor(), 'b', { host: 'a', tls: true, sni: 'A b' }), '`policies.tls.sni` must be a lower-case host name'],
  ])('is refused with %s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test.each<[BackendSettings, number]>([[{}, 80], [{ tls: true }, 443], [{ caCertificates: ConfigMap.fromConfigMapName(chartFor(), 'c', 'c') }, 443]])(
    'that is static has the port of its protocol (%#)', (props, port) => {
      const chart = chartFor();
      new StaticBackend(chart, 'login', { host: 'login.example.com', ...props });

      expect(rendered(chart, 'AgentgatewayBackend')[0].spec.static).toStrictEqual({ host: 'login.example.com', port });
    });
});

describe('a BackendTLSPolicy', () => {
  const caCertificates = [ConfigMap.fromConfigMapName(chartFor(), 'ca', 'ca')];
  const whole: Omit<BackendTlsPolicyProps, 'target'> = {
    hostname: 'tools.example.com',
    portName: 'https',
    caCertificates,
    subjectAltNames: [SubjectAltName.hostname('*.example.com'), SubjectAltName.uri('spiffe://example.com/tools')],
  };

  function policyIn(chart: Chart, props: Partial<BackendTlsPolicyProps> = {}): BackendTlsPolicy {
    return new BackendTlsPolicy(chart, 'tls', { target: BackendTarget.serviceName('tools'), hostname: 'tools.example.com', ...props });
  }

  test('trusts the authorities of the gateway', () => {
    const chart = chartFor();
    policyIn(chart);

    expect(rendered(chart, 'BackendTLSPolicy').map(({ apiVersion, metadata, spec }) => [apiVersion, metadata.namespace, spec])).toStrictEqual([
      ['gateway.networking.k8s.io/v1', 'mcp', {
        targetRefs: [{ group: '', kind: 'Service', name: 'tools' }], validation: { hostname: 'tools.example.com', wellKnownCACertificates: 'System' },
      }],
    ]);
  });

  test('trusts an authority of its own, at a port, by other names', () => {
    const chart = chartFor();
    policyIn(chart, whole);

    expect(rendered(chart, 'BackendTLSPolicy')[0].spec).toStrictEqual({
      targetRefs: [{ group: '', kind: 'Service', name: 'tools', sectionName: 'https' }],
      validation: {
        hostname: 'tools.example.com',
        caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }],
        subjectAltNames: [{ type: 'Hostname', hostname: '*.example.com' }, { type: 'URI', uri: 'spiffe://example.com/tools' }],
      },
    });
  });

  testWithCrds('is accepted by the CRDs', () => {
    for (const props of [{}, whole]) {
      const chart = chartFor();
      policyIn(chart, props);
      expect(refusedByCrds(chart, 'BackendTLSPolicy')).toStrictEqual([]);
    }
  });

  test.each<[string, () => unknown, string]>([
    ['a gateway', () => policyIn(chartFor(), { target: BackendTarget.behind(served(chartFor()).gateway) }), '`target` is Gateway `gateway`, which is no server'],
    ['a part of a Service by its number', () => policyIn(chartFor(), { target: BackendTarget.serviceName('tools', 443) }),
      '`target` is `443` of Service `tools`, and a BackendTLSPolicy knows no such part'],
    ['no authority', () => policyIn(chartFor(), { caCertificates: [] }), '`caCertificates` has 0 entries\nhelp: give 1 to 8 entries'],
    ['too many names', () => policyIn(chartFor(), { subjectAltNames: Array.from({ length: 6 }, () => SubjectAltName.hostname('a')) }), '`subjectAltNames` has 6 entries'],
    ['a name that is none', () => SubjectAltName.hostname('A b'), '`hostname` is `A b`, which is no host name'],
    ['a URI that is none', () => SubjectAltName.uri('tools'), '`uri` is `tools`, which is no URI'],
    ['a host that is none', () => policyIn(chartFor(), { hostname: '*.example.com' }), '`hostname` must be a lower-case host name'],
    ['a port that is none', () => policyIn(chartFor(), { portName: '' }), '`portName` is ``, which is no section name'],
  ])('is refused with %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
