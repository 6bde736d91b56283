import { Chart, Duration } from 'cdk8s';
import { Secret, Service } from 'cdk8s-plus-28';
import { chartFor, rendered, served, synthesized } from './support';
import {
  BackendReference, ClaimRule, GatewayParameters, LogFormat, McpGateway, McpListener, McpListenerSet, McpRoute, OtlpProtocol, PathMatch,
  TargetVersion, WorkloadKind,
} from '../../src';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

describe('a set of listeners', () => {
  test('belongs to a gateway, which admits it', () => {
    const chart = chartFor();
    const { gateway } = served(chart);
    new McpListenerSet(chart, 'set', { gateway, metadata: { name: 'set' }, listeners: [McpListener.http({ port: 8080 })] });

    expect(synthesized(chart, 'ListenerSet')[0].spec).toStrictEqual({
      parentRef: { name: 'gateway', namespace: 'mcp' }, listeners: [{ name: 'http', port: 8080, protocol: 'HTTP' }],
    });
    expect(synthesized(chart, 'Gateway')[0].spec.allowedListeners).toStrictEqual({ namespaces: { from: 'Same' } });
  });

  test('of other namespaces is admitted by the names of these', () => {
    const chart = chartFor();
    const { gateway } = served(chart);
    for (const team of ['b', 'a']) {
      new McpListenerSet(new Chart(chart.node.root, team, { namespace: team }), 'set', { gateway, listeners: [McpListener.http({ port: 8080 })] });
    }
    gateway.admitListenerSets();

    expect(rendered(chart, 'Gateway')[0].spec.allowedListeners).toStrictEqual({
      namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['a', 'b', 'mcp'] }] } },
    });
  });

  test('serves routes', () => {
    const chart = chartFor();
    const { gateway, backend } = served(chart);
    const set = new McpListenerSet(chart, 'set', { gateway, metadata: { name: 'set' }, listeners: [McpListener.http({ name: 'team', port: 8080 })] });
    new McpRoute(chart, 'team', { gateway: set, listener: 'team', metadata: { name: 'team' }, rules: [{ backend, paths: [PathMatch.prefix('/team')] }] });

    expect(rendered(chart, 'HTTPRoute').find(({ metadata }) => metadata.name === 'team')?.spec.parentRefs).toStrictEqual([
      { group: 'gateway.networking.k8s.io', kind: 'ListenerSet', name: 'set', namespace: 'mcp', sectionName: 'team' },
    ]);
  });

  test('without a listener stops the synthesis, and does not exist before release 1.0', () => {
    const chart = chartFor();
    new McpListenerSet(chart, 'set', { gateway: served(chart).gateway });
    expect(() => synthesized(chart, 'ListenerSet')).toThrow('[chart/set] the set has no listener');

    const old = chartFor(TargetVersion.V0_12);
    expect(() => new McpListenerSet(old, 'set', { gateway: served(old).gateway }))
      .toThrow('ListenerSets exist since agentgateway 1.0, and this app is for 0.12');
  });
});

describe('parameters of a gateway', () => {
  test('say how its proxy is deployed', () => {
    const chart = chartFor();
    const parameters = new GatewayParameters(chart, 'parameters', {
      metadata: { name: 'parameters' },
      replicas: 2,
      logLevel: 'debug',
      logFormat: LogFormat.JSON,
      imageTag: 'v1.4.1',
      env: { B: '2', A: '1' },
      secretEnv: { AB: { secret: Secret.fromSecretName(chart, 'keys', 'keys'), key: 'ab' } },
      requests: { cpu: '500m' },
      limits: { memory: '128Mi' },
      shutdownMin: Duration.seconds(5),
      shutdownMax: Duration.minutes(1),
      rawConfig: { config: { x: 1 } },
    });
    new McpGateway(chart, 'gateway', { parameters, infrastructureLabels: { team: 'mcp' }, infrastructureAnnotations: { 'example.com/lb': 'internal' } });

    expect(synthesized(chart, 'AgentgatewayParameters')[0].spec).toStrictEqual({
      deployment: { spec: { replicas: 2 } },
      env: [{ name: 'A', value: '1' }, { name: 'AB', valueFrom: { secretKeyRef: { name: 'keys', key: 'ab' } } }, { name: 'B', value: '2' }],
      image: { tag: 'v1.4.1' },
      logging: { format: 'json', level: 'debug' },
      rawConfig: { config: { x: 1 } },
      resources: { limits: { memory: '128Mi' }, requests: { cpu: '500m' } },
      shutdown: { max: 60, min: 5 },
    });
    expect(synthesized(chart, 'Gateway')[0].spec.infrastructure).toStrictEqual({
      annotations: { 'example.com/lb': 'internal' },
      labels: { team: 'mcp' },
      parametersRef: { group: 'agentgateway.dev', kind: 'AgentgatewayParameters', name: 'parameters' },
    });
  });

  test.each<[string, () => unknown, string]>([
    ['replicas of a DaemonSet', () => new GatewayParameters(chartFor(), 'p', { replicas: 1, workload: WorkloadKind.DAEMON_SET }), '`replicas` is given for a DaemonSet'],
    ['a variable twice', () => new GatewayParameters(chartFor(), 'p', {
      env: { A: '1' }, secretEnv: { A: { secret: Secret.fromSecretName(chartFor(), 'keys', 'keys'), key: 'a' } },
    }), '`env` and `secretEnv` both have `A`'],
    ['replicas below zero', () => new GatewayParameters(chartFor(), 'p', { replicas: -1 }), '`replicas` is `-1`, which is outside its limits'],
    ['a least time to go on without a greatest', () => new GatewayParameters(chartFor(), 'p', { shutdownMin: Duration.seconds(1) }), '`shutdownMin` is given without `shutdownMax`'],
    ['a least time above the greatest', () => new GatewayParameters(chartFor(), 'p', { shutdownMin: Duration.seconds(2), shutdownMax: Duration.seconds(1) }),
      "`shutdown`: The 'min' value must be less than or equal to the 'max' value."],
    ['a quantity that is none', () => new GatewayParameters(chartFor(), 'p', { limits: { cpu: 'much' } }), '`resources.limits.cpu` must be a quantity'],
    ['a DaemonSet before release 1.4', () => new GatewayParameters(chartFor(TargetVersion.V1_3), 'p', { workload: WorkloadKind.DAEMON_SET }),
      '`workload` does not exist in agentgateway 1.3\nhelp: it came with 1.4'],
    ['another namespace', () => {
      const chart = chartFor();
      return new McpGateway(chart, 'g', { parameters: new GatewayParameters(chart, 'p', { metadata: { namespace: 'else' } }) });
    }, '`parameters` is in namespace `else`, and the gateway in `mcp`'],
  ])('are refused with %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('a gateway', () => {
  test('says what is logged, traced and let in, in a policy of its own', () => {
    const chart = chartFor();
    const collector = BackendReference.fromServiceName('collector', 4317, 'telemetry');
    new McpGateway(chart, 'gateway', {
      metadata: { name: 'gateway' },
      accessLog: { filter: 'response.code >= 400', attributes: { add: { user: 'jwt.sub', tool: 'mcp.tool.name' }, remove: ['http.path'] } },
      tracing: { collector, protocol: OtlpProtocol.GRPC, randomSampling: 0.1, clientSampling: 1, resources: { zone: '"a"' } },
      networkAuthorization: { allow: [ClaimRule.sourceAddress('10.0.0.0/8')] },
    });

    expect(synthesized(chart, 'AgentgatewayPolicy').map(({ metadata, spec }) => [metadata, spec])).toStrictEqual([[{ name: 'gateway-frontend', namespace: 'mcp' }, {
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gateway' }],
      frontend: {
        accessLog: {
          filter: 'response.code >= 400',
          attributes: { add: [{ name: 'tool', expression: 'mcp.tool.name' }, { name: 'user', expression: 'jwt.sub' }], remove: ['http.path'] },
        },
        tracing: {
          backendRef: { kind: 'Service', name: 'collector', namespace: 'telemetry', port: 4317 },
          protocol: 'GRPC',
          randomSampling: '0.1',
          clientSampling: '1.0',
          resources: [{ name: 'zone', expression: '"a"' }],
        },
        networkAuthorization: { action: 'Allow', policy: { matchExpressions: ['cidr("10.0.0.0/8").containsIP(source.address)'] } },
      },
    }]]);
    expect(synthesized(chart, 'ReferenceGrant').map(({ metadata, spec }) => [metadata.namespace, spec])).toStrictEqual([['telemetry', {
      from: [{ group: 'agentgateway.dev', kind: 'AgentgatewayPolicy', namespace: 'mcp' }], to: [{ group: '', kind: 'Service', name: 'collector' }],
    }]]);
  });

  test('of two ports and hosts keeps its listeners apart', () => {
    const certificate = Secret.fromSecretName(chartFor(), 'certificate', 'certificate');
    const gateway = new McpGateway(chartFor(), 'gateway', { listeners: [McpListener.https(certificate, { hostname: 'a.example.com' })] });
    gateway.addListener(McpListener.https(certificate, { name: 'b', hostname: 'b.example.com' }));

    expect(() => gateway.addListener(McpListener.https(certificate, { name: 'c', hostname: 'b.example.com' })))
      .toThrow('listeners `b` and `c` of the gateway have the same port, protocol and hostname');
    expect(() => McpListener.http({ hostname: 'https://a' })).toThrow('`hostname` is `https://a`, which is no host name');
    expect(() => McpListener.http({ hostname: '10.0.0.1' })).toThrow('`hostname` is `10.0.0.1`, which is no host name');
  });

  test.each<[string, ConstructorParameters<typeof McpGateway>[2], string]>([
    ['a share above one', { tracing: { collector: BackendReference.fromServiceName('c', 1), randomSampling: 10 } }, '`tracing.randomSampling` is `10`, which is no share'],
    ['a path for gRPC', { tracing: { collector: BackendReference.fromServiceName('c', 1), path: '/v1/traces' } }, 'path is only valid with protocol HTTP'],
    ['an empty list of attributes', { accessLog: { attributes: { remove: [] } } }, '`accessLog.attributes.remove` is empty'],
    ['no rule for connections', { networkAuthorization: { require: [] } }, '`networkAuthorization` has no rule, so everyone could connect'],
    ['two kinds of rules for connections', { networkAuthorization: { allow: [], require: [] } }, '`networkAuthorization` has both `allow` and `require`'],
    ['a class without a name', { gatewayClassName: '' }, '`gatewayClassName` has 0 characters'],
    ['a label that is none', { infrastructureLabels: { team: 'a b' } }, '`labels.team` must be a label value'],
  ])('is refused with %s', (_, props, message) => {
    expect(() => new McpGateway(chartFor(), 'gateway', props)).toThrow(message);
  });

  test('cannot authorize connections before release 1.1', () => {
    expect(() => new McpGateway(chartFor(TargetVersion.V1_0), 'gateway', { networkAuthorization: { allow: [ClaimRule.sourceAddress('10.0.0.0/8')] } }))
      .toThrow('`networkAuthorization` does not exist in agentgateway 1.0\nhelp: it came with 1.1');
  });
});

test('a Service of cdk8s-plus is referred to by its port', () => {
  const chart = chartFor();
  const service = new Service(chart, 'service', { metadata: { name: 'collector' }, ports: [{ port: 4317 }] });

  expect(BackendReference.fromService(service)._render('mcp')).toStrictEqual(
    { group: undefined, kind: 'Service', name: 'collector', namespace: undefined, port: 4317 });
  service.bind(4318, { name: 'http' });
  expect(() => BackendReference.fromService(service)).toThrow('Service `collector` has 2 ports');
});
