import { ApiObject, Chart, Duration, JsonPatch } from 'cdk8s';
import { ConfigMap, Secret, Service } from 'cdk8s-plus-28';
import { chartFor, rendered, synthesized } from './support';
import {
  BackendCredentials, CredentialLocation, Diagnostics, FailureMode, McpBackend, McpBackendProps, McpProtocol, McpTarget, PrefixMode, SessionRouting,
  TargetVersion,
} from '../../src';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

function serviceIn(chart: Chart, namespace?: string): Service {
  return new Service(chart, 'service', { metadata: { name: 'tools', namespace, labels: { app: 'tools' } }, ports: [{ port: 3001 }] });
}

function backendWith(chart: Chart, target: McpTarget, props: McpBackendProps = {}): any {
  new McpBackend(chart, 'backend', { targets: [target], ...props });
  return synthesized(chart, 'AgentgatewayBackend')[0].spec.mcp;
}

describe('a target that is a Service', () => {
  test('is named as such, and its port says that it speaks MCP', () => {
    const chart = chartFor();
    const { targets } = backendWith(chart, McpTarget.service(serviceIn(chart), { protocol: McpProtocol.SSE }));

    expect(targets).toStrictEqual([{ name: 'tools', static: { backendRef: { name: 'tools' }, port: 3001, protocol: 'SSE' } }]);
    expect(rendered(chart, 'Service')[0].spec.ports).toStrictEqual([{ port: 3001, appProtocol: 'agentgateway.dev/mcp-sse' }]);
  });

  test.each<[string, TargetVersion | undefined, string | undefined, object | undefined]>([
    ['of a release without references to Services', TargetVersion.V1_0, undefined, undefined],
    ['with policies, which references do not take', undefined, undefined, { tls: { sni: 'tools.mcp.svc.cluster.local' } }],
    ['of another namespace', undefined, 'theirs', undefined],
  ])('is named by its host %s', (_, version, namespace, policies) => {
    const chart = chartFor(version);
    const { targets } = backendWith(chart, McpTarget.service(serviceIn(chart, namespace), { tls: policies !== undefined }));

    expect(targets).toStrictEqual([
      { name: 'tools', static: { host: `tools.${namespace ?? 'mcp'}.svc.cluster.local`, port: 3001, ...policies && { policies } } },
    ]);
  });

  test('is refused where its port says something else', () => {
    const chart = chartFor();
    const service = serviceIn(chart);
    ApiObject.of(service).addJsonPatch(JsonPatch.add('/spec/ports/0/appProtocol', 'https'));

    expect(() => McpTarget.service(service)).toThrow('port `3001` of Service `tools` has the `appProtocol` `https`, which is not that of StreamableHTTP');
  });

  test('can be used twice with one protocol, and not with two', () => {
    const chart = chartFor();
    const service = serviceIn(chart);
    McpTarget.service(service);

    expect(() => McpTarget.service(service)).not.toThrow();
    expect(() => McpTarget.service(service, { protocol: McpProtocol.SSE })).toThrow('which is not that of SSE');
  });

  test('needs a port that the Service has', () => {
    const service = serviceIn(chartFor());

    expect(() => McpTarget.service(service, { port: 80 })).toThrow('Service `tools` has no port `80`\nhelp: give `port`; the Service has `3001`');
    service.bind(3002, { name: 'other' });
    expect(() => McpTarget.service(service)).toThrow('Service `tools` has 2 ports');
    expect(() => McpTarget.serviceName('tools.mcp.svc', 80)).toThrow('`service` is `tools.mcp.svc`, which is no name of a Service');
  });

  test('of which the namespace is not known cannot be named by its host', () => {
    const chart = new Chart(chartFor().node.root, 'nowhere');

    expect(() => new McpBackend(chart, 'backend', { targets: [McpTarget.serviceName('tools', 80, { tls: true })] }))
      .toThrow('Service `tools` has to be named by its host, and its namespace is not known');
  });
});

describe('a target that is a host', () => {
  test('is trusted by a certificate authority of its own', () => {
    const chart = chartFor();
    const ca = ConfigMap.fromConfigMapName(chart, 'ca', 'ca');

    expect(backendWith(chart, McpTarget.host('tools.internal', { caCertificates: ca, requestTimeout: Duration.seconds(30) })).targets).toStrictEqual([{
      name: 'tools-internal',
      static: {
        host: 'tools.internal',
        port: 443,
        policies: { tls: { sni: 'tools.internal', caCertificateRefs: [{ name: 'ca' }] }, http: { requestTimeout: '30s' } },
      },
    }]);
  });

  test('gets a token from an entry of a Secret, in a header of its own', () => {
    const chart = chartFor();
    const secret = Secret.fromSecretName(chart, 'secret', 'keys');
    const credentials = BackendCredentials.fromSecret(secret, { key: 'tools', location: CredentialLocation.header('X-Api-Key') });

    expect(backendWith(chart, McpTarget.host('tools', { tls: true, credentials })).targets[0].static.policies.auth).toStrictEqual(
      { secretRef: { name: 'keys', key: 'tools' }, location: { header: { name: 'X-Api-Key' } } });
    expect(() => BackendCredentials.passthrough({ location: CredentialLocation.expression('request.headers["x"]') })).toThrow('`location` of the credentials is an expression');
  });

  test('gets no token that stands in the manifest, unless it is said why', () => {
    const chart = chartFor();
    const backend = new McpBackend(chart, 'backend', { targets: [McpTarget.host('tools', { tls: true, credentials: BackendCredentials.fromKey('secret-1') })] });

    expect(() => synthesized(chart, 'AgentgatewayBackend')).toThrow('[chart/backend] the credential of target `tools` stands in the manifest');
    expect(() => synthesized(chart, 'AgentgatewayBackend')).not.toThrow('secret-1');
    Diagnostics.of(chart).acknowledge('B27', 'a public demo key');
    expect(synthesized(chart, 'AgentgatewayBackend')[0].spec.mcp.targets[0].static.policies.auth).toStrictEqual({ key: 'secret-1' });
    expect(rendered(chart, 'AgentgatewayBackend')[0].metadata).toMatchObject({ annotations: { 'cdk8s-mcp-gateway.dev/acknowledge': 'B27: a public demo key' } });
    expect(backend.targetNames).toStrictEqual(['tools']);
  });

  test.each<[string, () => unknown, string]>([
    ['a name in the certificate without TLS', () => McpTarget.host('a', { sni: 'b' }), '`sni` is given without `tls`'],
    ['an authority without TLS', () => McpTarget.host('a', { tls: false, caCertificates: ConfigMap.fromConfigMapName(chartFor(), 'c', 'c') }), '`caCertificates` is given with `tls: false`'],
    ['an empty name of an entry', () => BackendCredentials.fromSecret(Secret.fromSecretName(chartFor(), 's', 's'), { key: '' }), '`key` has 0 characters'],
    ['a time that is too short', () => McpTarget.host('a', { requestTimeout: Duration.millis(0) }), '`requestTimeout` is `0ms`, which is too short'],
    ['a name that no certificate has', () => new McpBackend(chartFor(), 'b', { targets: [McpTarget.host('a', { tls: true, sni: 'A b' })] }),
      '`static.policies.tls.sni` must be a lower-case host name'],
    ['an entry of a Secret before release 1.4', () => new McpBackend(chartFor(TargetVersion.V1_3), 'b', {
      targets: [McpTarget.host('a', { tls: true, credentials: BackendCredentials.fromSecret(Secret.fromSecretName(chartFor(), 's', 's'), { key: 'k' }) })],
    }), '`static.policies.auth.secretRef.key` does not exist in agentgateway 1.3\nhelp: it came with 1.4'],
  ])('is refused with %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('a target that is a selector', () => {
  test('finds Services by their labels, whose ports name the targets', () => {
    const chart = chartFor();
    const backend = new McpBackend(chart, 'backend', { targets: [McpTarget.selector('all', { services: { app: 'tools' } })] });
    expect(backend.targetNames).toStrictEqual([]);
    McpTarget.service(serviceIn(chart));

    expect(rendered(chart, 'AgentgatewayBackend')[0].spec.mcp.targets).toStrictEqual([{ name: 'all', selector: { services: { matchLabels: { app: 'tools' } } } }]);
    expect(backend.targetNames).toStrictEqual(['tools-3001']);
    expect(backend.toolName('tools-3001', 'echo')).toBe('echo');
  });

  test('of namespaces finds Services elsewhere', () => {
    const chart = chartFor();
    McpTarget.service(serviceIn(chart, 'theirs'));
    const backend = new McpBackend(chart, 'backend', { targets: [McpTarget.selector('all', { namespaces: { 'kubernetes.io/metadata.name': 'theirs' } })] });

    expect(backend.targetNames).toStrictEqual(['tools-3001']);
  });

  test('that would find everything is refused', () => {
    expect(() => McpTarget.selector('all', {})).toThrow('the selector has neither `services` nor `namespaces`');
    expect(() => McpTarget.selector('all', { services: {} })).toThrow('`services` has no label, so it would select everything');
  });
});

describe('a backend', () => {
  test('says how names are prefixed, failures are met and sessions are kept', () => {
    const mcp = backendWith(chartFor(), McpTarget.host('tools', { tls: true }), {
      prefixMode: PrefixMode.ALWAYS, failureMode: FailureMode.FAIL_OPEN, sessionRouting: SessionRouting.STATELESS,
    });

    expect(mcp).toMatchObject({ prefixMode: 'Always', failureMode: 'FailOpen', sessionRouting: 'Stateless' });
  });

  test.each<[PrefixMode | undefined, number, string]>([
    [undefined, 1, 'echo'],
    [undefined, 2, 'a_echo'],
    [PrefixMode.CONDITIONAL, 2, 'a_echo'],
    [PrefixMode.ALWAYS, 1, 'a_echo'],
    [PrefixMode.NEVER, 2, 'echo'],
  ])('with prefix mode %s and %d targets shows the tool `echo` as `%s`', (prefixMode, count, shown) => {
    const backend = new McpBackend(chartFor(), 'backend', { prefixMode, targets: ['a', 'b'].slice(0, count).map((name) => McpTarget.host(name)) });

    expect(backend.toolName('a', 'echo')).toBe(shown);
    expect(() => backend.toolName('c', 'echo')).toThrow('the backend has no target with the name `c`\nhelp: its targets are `a`');
  });

  test.each<[keyof McpBackendProps, McpBackendProps, TargetVersion, string]>([
    ['prefixMode', { prefixMode: PrefixMode.ALWAYS }, TargetVersion.V1_3, '1.4'],
    ['failureMode', { failureMode: FailureMode.FAIL_OPEN }, TargetVersion.V1_0, '1.1'],
  ])('cannot have `%s` before the release that has it', (prop, props, version, since) => {
    expect(() => new McpBackend(chartFor(version), 'backend', props))
      .toThrow(`\`${prop}\` does not exist in agentgateway ${version}\nhelp: it came with ${since}`);
  });
});
