import { Chart, Duration } from 'cdk8s';
import { ConfigMap, Secret } from 'cdk8s-plus-28';
import { refusedByCrds, testWithCrds } from './real-crds';
import { chartFor, rendered, served, synthesized } from './support';
import {
  BackendConnection, BackendCredentials, BackendPolicy, BackendReference, BackendSettings, BackendTarget, CredentialLocation, Diagnostics,
  HttpVersion, InsecureSkipVerify, KeyExchangeGroup, McpBackend, McpTarget, StaticBackend, TargetVersion,
} from '../../src';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

const secret = Secret.fromSecretName(chartFor(), 'secret', 'keys');
const caCertificates = ConfigMap.fromConfigMapName(chartFor(), 'ca', 'ca');
const service = BackendReference.fromServiceName('proxy', 3128, 'network');
const backendRef = { kind: 'Service', name: 'proxy', namespace: 'network', port: 3128 };

/** Each setting, and what comes of it under `tls: true` at a host. */
const connections: [string, BackendConnection, object][] = [
  ['speaks TLS', {}, { tls: { sni: 'tools.example.com' } }],
  ['knows the names in the certificate', { verifySubjectAltNames: ['spiffe://example.com/tools'] },
    { tls: { sni: 'tools.example.com', verifySubjectAltNames: ['spiffe://example.com/tools'] } }],
  ['shows a certificate of its own', { caCertificates, clientCertificate: secret },
    { tls: { sni: 'tools.example.com', caCertificateRefs: [{ name: 'ca' }], mtlsCertificateRef: [{ name: 'keys' }] } }],
  ['says how TLS is spoken', { alpnProtocols: ['http/1.1'], keyExchangeGroups: [KeyExchangeGroup.X25519_MLKEM768, KeyExchangeGroup.P256] },
    { tls: { sni: 'tools.example.com', alpnProtocols: ['http/1.1'], keyExchangeGroups: ['X25519_MLKEM768', 'P-256'] } }],
  ['says which HTTP is spoken, and for how long', { httpVersion: HttpVersion.HTTP2, requestTimeout: Duration.seconds(5) },
    { tls: { sni: 'tools.example.com' }, http: { version: 'HTTP2', requestTimeout: '5s' } }],
  ['connects through a proxy', { tunnel: service }, { tls: { sni: 'tools.example.com' }, tunnel: { backendRef } }],
  ['sends several credentials', {
    credentials: BackendCredentials.fromSecret(secret),
    additionalCredentials: [{ secret, key: 'tenant', location: CredentialLocation.header('X-Tenant-Key') }],
  }, {
    tls: { sni: 'tools.example.com' },
    auth: {
      secretRef: { name: 'keys' },
      credentials: [{ location: { header: { name: 'X-Tenant-Key' } }, secretRef: { name: 'keys', key: 'tenant' } }],
    },
  }],
];

function backendWith(chart: Chart, options: BackendConnection): McpBackend {
  return new McpBackend(chart, 'backend', { targets: [McpTarget.host('tools.example.com', { name: 'tools', tls: true, ...options })] });
}

describe('a connection to an MCP target', () => {
  test.each(connections)('%s', (_, options, expected) => {
    const chart = chartFor();
    backendWith(chart, options);

    expect(synthesized(chart, 'AgentgatewayBackend')[0].spec.mcp.targets[0].static.policies).toStrictEqual(expected);
  });

  testWithCrds('is accepted by the CRDs', () => {
    for (const [, options] of connections) {
      const chart = chartFor();
      backendWith(chart, options);
      expect(refusedByCrds(chart, 'AgentgatewayBackend')).toStrictEqual([]);
    }
  });

  test('lets the proxy that it goes through be named from its namespace', () => {
    const chart = chartFor();
    backendWith(chart, { tunnel: service });

    expect(rendered(chart, 'ReferenceGrant').map(({ metadata, spec }) => [metadata.namespace, spec])).toStrictEqual([['network', {
      from: [{ group: 'agentgateway.dev', kind: 'AgentgatewayBackend', namespace: 'mcp' }], to: [{ group: '', kind: 'Service', name: 'proxy' }],
    }]]);
  });

  test('has time to be made, and is kept alive, on the release that does so', () => {
    const options = { connectTimeout: Duration.seconds(2), keepalive: { retries: 3, time: Duration.minutes(1), interval: Duration.seconds(5) } };
    const chart = chartFor(TargetVersion.MAIN);
    backendWith(chart, options);

    expect(synthesized(chart, 'AgentgatewayBackend')[0].spec.mcp.targets[0].static.policies.tcp).toStrictEqual(
      { connectTimeout: '2s', keepalive: { retries: 3, time: '1m', interval: '5s' } });
    expect(() => backendWith(chartFor(), options)).toThrow('`connectTimeout` has no effect in agentgateway 1.4\nhelp: it has one in main; leave it out, or target that');
    expect(() => backendWith(chartFor(), { keepalive: {} })).toThrow('`keepalive` has no effect in agentgateway 1.4');
  });

  test.each<[string, BackendConnection, string]>([
    ['names without TLS', { tls: false, verifySubjectAltNames: ['a'] }, '`verifySubjectAltNames` is given without `tls`\nhelp: set `tls: true`'],
    ['a certificate without TLS', { tls: false, clientCertificate: secret }, '`clientCertificate` is given without `tls`'],
    ['protocols without TLS', { tls: false, alpnProtocols: ['h2'] }, '`alpnProtocols` is given without `tls`'],
    ['groups without TLS', { tls: false, keyExchangeGroups: [KeyExchangeGroup.P256] }, '`keyExchangeGroups` is given without `tls`'],
    ['nothing verified without TLS', { tls: false, insecureSkipVerify: InsecureSkipVerify.ALL }, '`insecureSkipVerify` is given without `tls`'],
    ['an authority that is not asked', { caCertificates, insecureSkipVerify: InsecureSkipVerify.ALL }, '`insecureSkipVerify` and `caCertificates` are both given'],
    ['names that are not verified', { verifySubjectAltNames: ['a'], insecureSkipVerify: InsecureSkipVerify.HOSTNAME },
      '`insecureSkipVerify` and `verifySubjectAltNames` are both given'],
    ['no name', { verifySubjectAltNames: [] }, 'verifySubjectAltNames` is empty'],
    ['no protocol', { alpnProtocols: [] }, 'alpnProtocols` is empty'],
    ['no further credential', { additionalCredentials: [] }, '`additionalCredentials` has 0 entries\nhelp: give 1 to 8 entries'],
    ['a place for two credentials', {
      credentials: BackendCredentials.fromSecret(secret), additionalCredentials: [{ secret, location: CredentialLocation.header('authorization') }],
    }, '`additionalCredentials[0].location` is where another credential goes'],
    ['a place twice', { additionalCredentials: [1, 2].map(() => ({ secret, location: CredentialLocation.cookie('a') })) },
      '`additionalCredentials[1].location` is where another credential goes'],
    ['a place that is none', { additionalCredentials: [{ secret, location: CredentialLocation.expression('"a"') }] },
      '`additionalCredentials[0].location` of the credentials is an expression'],
    ['an empty entry of a Secret', { additionalCredentials: [{ secret, key: '', location: CredentialLocation.cookie('a') }] },
      '`additionalCredentials[0].key` has 0 characters'],
    ['too little time to answer', { requestTimeout: Duration.millis(0) }, '`requestTimeout` is `0ms`, which is too short\nhelp: give at least 1ms'],
  ])('is refused with %s', (_, options, message) => {
    expect(() => backendWith(chartFor(), options)).toThrow(message);
  });

  test.each<[string, object, string]>([
    ['too little time to connect', { connectTimeout: Duration.millis(99) }, '`connectTimeout` is `99ms`, which is too short\nhelp: give at least 100ms'],
    ['too many probes', { keepalive: { retries: 65 } }, '`keepalive.retries` is `65`, which is outside its limits\nhelp: give a whole number from 1 to 64'],
    ['too little time before a probe', { keepalive: { time: Duration.millis(999) } }, '`keepalive.time` is `999ms`, which is too short'],
    ['too little time between probes', { keepalive: { interval: Duration.millis(999) } }, '`keepalive.interval` is `999ms`, which is too short'],
  ])('is refused with %s, on the release that has it', (_, options, message) => {
    expect(() => backendWith(chartFor(TargetVersion.MAIN), options)).toThrow(message);
  });

  test.each<[string, BackendConnection, TargetVersion, string]>([
    ['tls.keyExchangeGroups', { keyExchangeGroups: [KeyExchangeGroup.X25519] }, TargetVersion.V1_1, '1.2'],
    ['auth.credentials', { additionalCredentials: [{ secret, location: CredentialLocation.cookie('a') }] }, TargetVersion.V1_3, '1.4'],
  ])('cannot have `%s` before the release that has it', (field, options, version, since) => {
    expect(() => backendWith(chartFor(version), options)).toThrow(`${field}\` does not exist in agentgateway ${version}\nhelp: it came with ${since}`);
  });
});

describe('a server that is not verified', () => {
  const settings: BackendSettings = { tls: true, insecureSkipVerify: InsecureSkipVerify.ALL };

  test.each<[string, (chart: Chart) => unknown]>([
    ['target `tools`', (chart) => backendWith(chart, settings)],
    ['the backend', (chart) => new McpBackend(chart, 'backend', { targets: [McpTarget.host('a', { tls: true })], policies: settings })],
    ['the backend', (chart) => new StaticBackend(chart, 'backend', { host: 'login.example.com', ...settings })],
    ['the policy', (chart) => new BackendPolicy(chart, 'policy', { target: BackendTarget.backend(served(chart).backend), ...settings })],
  ])('stops the synthesis as %s, unless it is said why', (of, make) => {
    const chart = chartFor();
    const made = make(chart);
    const refused = `\`insecureSkipVerify\` of ${of} takes whoever answers for the server`;
    expect(() => synthesized(chart, 'any')).toThrow(refused);

    Diagnostics.of(made as McpBackend).acknowledge('B15', 'a server of the same machine');
    expect(() => synthesized(chart, 'any')).not.toThrow();
    expect((made as McpBackend).apiObject.toJson().metadata.annotations).toMatchObject(
      { 'cdk8s-mcp-gateway.dev/acknowledge': 'B15: a server of the same machine' });
  });
});

test.each<[string, (chart: Chart, credentials: BackendCredentials) => unknown]>([
  ['the backend', (chart, credentials) => new McpBackend(chart, 'backend', { targets: [McpTarget.host('a', { tls: true })], policies: { credentials } })],
  ['the backend', (chart, credentials) => new StaticBackend(chart, 'backend', { host: 'login.example.com', credentials })],
  ['the policy', (chart, credentials) => new BackendPolicy(chart, 'policy', { target: BackendTarget.backend(served(chart).backend), credentials })],
])('a key in the manifest of %s stops the synthesis, unless it is said why', (of, make) => {
  const chart = chartFor();
  const made = make(chart, BackendCredentials.fromKey('secret-1'));
  expect(() => synthesized(chart, 'any')).toThrow(`the credential of ${of} stands in the manifest`);

  Diagnostics.of(made as McpBackend).acknowledge('B27', 'a public demo key');
  expect(() => synthesized(chart, 'any')).not.toThrow();
});
