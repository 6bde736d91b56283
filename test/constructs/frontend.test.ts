import { Chart, Duration } from 'cdk8s';
import { ConfigMap, Secret } from 'cdk8s-plus-28';
import { refusedByCrds, testWithCrds } from './real-crds';
import { chartFor, rendered, synthesized } from './support';
import {
  CipherSuite, ConnectMode, HeaderCase, KeyExchangeGroup, McpGateway, McpGatewayProps, McpListener, ProxyProtocolMode, ProxyProtocolVersion,
  TargetVersion, TlsVersion,
} from '../../src';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

const certificate = Secret.fromSecretName(chartFor(), 'certificate', 'certificate');
const [ca, other] = ['ca', 'other'].map((name) => ConfigMap.fromConfigMapName(chartFor(), name, name));

function gatewayIn(chart: Chart, props: McpGatewayProps): McpGateway {
  return new McpGateway(chart, 'gateway', { metadata: { name: 'gateway' }, listeners: [McpListener.https(certificate)], ...props });
}

const frontends: [string, McpGatewayProps, object][] = [
  ['speaks TLS', {
    frontendTls: {
      minProtocolVersion: TlsVersion.TLS_1_3,
      maxProtocolVersion: TlsVersion.TLS_1_3,
      cipherSuites: Object.values(CipherSuite),
      keyExchangeGroups: [KeyExchangeGroup.X25519_MLKEM768],
      alpnProtocols: ['h2'],
      handshakeTimeout: Duration.seconds(5),
    },
  }, {
    tls: {
      minProtocolVersion: '1.3',
      maxProtocolVersion: '1.3',
      cipherSuites: Object.values(CipherSuite),
      keyExchangeGroups: ['X25519_MLKEM768'],
      alpnProtocols: ['h2'],
      handshakeTimeout: '5s',
    },
  }],
  ['limits what it takes', {
    http: {
      maxBufferSize: 4194304,
      maxConnectionDuration: Duration.hours(1),
      http1MaxHeaders: 50,
      http1IdleTimeout: Duration.minutes(1),
      http1HeaderCase: HeaderCase.PRESERVE,
      http2MaxHeaderSize: 32768,
      http2FrameSize: 16384,
      http2WindowSize: 65535,
      http2ConnectionWindowSize: 1048576,
      http2KeepaliveInterval: Duration.seconds(30),
      http2KeepaliveTimeout: Duration.seconds(10),
    },
  }, {
    http: {
      maxBufferSize: 4194304,
      maxConnectionDuration: '1h',
      http1MaxHeaders: 50,
      http1IdleTimeout: '1m',
      http1HeaderCase: 'Preserve',
      http2MaxHeaderSize: 32768,
      http2FrameSize: 16384,
      http2WindowSize: 65535,
      http2ConnectionWindowSize: 1048576,
      http2KeepaliveInterval: '30s',
      http2KeepaliveTimeout: '10s',
    },
  }],
  ['keeps idle connections', { keepalive: { retries: 3, time: Duration.minutes(1), interval: Duration.seconds(5) } },
    { tcp: { keepalive: { retries: 3, time: '1m', interval: '5s' } } }],
  ['learns where connections come from', { proxyProtocol: { version: ProxyProtocolVersion.ALL, mode: ProxyProtocolMode.STRICT } },
    { proxyProtocol: { version: 'All', mode: 'Strict' } }],
  ['says what becomes of tunnels', { connect: ConnectMode.DENY }, { connect: { mode: 'Deny' } }],
  ['labels its metrics', { metricLabels: { team: 'jwt.team', host: 'request.host' } },
    { metrics: { attributes: { add: [{ name: 'host', expression: 'request.host' }, { name: 'team', expression: 'jwt.team' }] } } }],
];

const certificates: [string, McpGatewayProps, object][] = [
  ['asks clients for a certificate', { clientValidation: { caCertificates: [ca] } },
    { frontend: { default: { validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }] } } } }],
  ['asks clients for a certificate at one port', { clientValidationByPort: [{ port: 443, caCertificates: [ca, other], insecureFallback: 'a migration' }] }, {
    frontend: {
      default: {},
      perPort: [{
        port: 443,
        tls: {
          validation: {
            caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }, { group: '', kind: 'ConfigMap', name: 'other' }], mode: 'AllowInsecureFallback',
          },
        },
      }],
    },
  }],
  ['shows servers a certificate', { clientCertificate: certificate }, { backend: { clientCertificateRef: { name: 'certificate' } } }],
];

describe('a gateway', () => {
  test.each(frontends)('%s', (_, props, expected) => {
    const chart = chartFor();
    gatewayIn(chart, props);

    expect(synthesized(chart, 'AgentgatewayPolicy').map(({ metadata, spec }) => [metadata.name, spec])).toStrictEqual([['gateway-frontend', {
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gateway' }], frontend: expected,
    }]]);
  });

  test.each(certificates)('%s', (_, props, expected) => {
    const chart = chartFor();
    gatewayIn(chart, props);

    expect(synthesized(chart, 'Gateway')[0].spec.tls).toStrictEqual(expected);
  });

  test('shows servers a certificate of another namespace, where that is allowed', () => {
    const chart = chartFor();
    gatewayIn(chart, { clientCertificate: new Secret(chart, 'client', { metadata: { name: 'client', namespace: 'certificates' } }) });

    expect(rendered(chart, 'Gateway')[0].spec.tls.backend).toStrictEqual({ clientCertificateRef: { name: 'client', namespace: 'certificates' } });
    expect(rendered(chart, 'ReferenceGrant').map(({ metadata, spec }) => [metadata.namespace, spec.from[0].kind, spec.to[0]])).toStrictEqual(
      [['certificates', 'Gateway', { group: '', kind: 'Secret', name: 'client' }]]);
  });

  testWithCrds('is accepted by the CRDs with each of these', () => {
    for (const [, props] of frontends) {
      const chart = chartFor();
      gatewayIn(chart, props);
      expect(refusedByCrds(chart, 'Gateway', 'AgentgatewayPolicy')).toStrictEqual([]);
    }
    for (const [, props] of certificates) {
      const chart = chartFor();
      gatewayIn(chart, props);
      expect(refusedByCrds(chart, 'Gateway')).toStrictEqual([]);
    }
  });

  test.each<[string, McpGatewayProps, string]>([
    ['no version of TLS', { frontendTls: { minProtocolVersion: TlsVersion.TLS_1_3, maxProtocolVersion: TlsVersion.TLS_1_2 } },
      '`frontendTls.minProtocolVersion` is newer than `frontendTls.maxProtocolVersion`, so nobody could connect'],
    ['no cipher', { frontendTls: { cipherSuites: [] } }, '`frontendTls.cipherSuites` has 0 entries'],
    ['no group', { frontendTls: { keyExchangeGroups: [] } }, '`frontendTls.keyExchangeGroups` has 0 entries'],
    ['no protocol', { frontendTls: { alpnProtocols: [] } }, '`tls.alpnProtocols` is empty'],
    ['TLS of nothing', { frontendTls: {} }, '`tls`: at least one of the fields in'],
    ['too little time to begin', { frontendTls: { handshakeTimeout: Duration.millis(50) } }, '`frontendTls.handshakeTimeout` is `50ms`, which is too short'],
    ['no body', { http: { maxBufferSize: 0 } }, '`http.maxBufferSize` is `0`, which is outside its limits\nhelp: give a whole number from 1 to 4294967295'],
    ['too many headers', { http: { http1MaxHeaders: 4097 } }, '`http.http1MaxHeaders` is `4097`, which is outside its limits\nhelp: give a whole number from 1 to 4096'],
    ['too short a frame', { http: { http2FrameSize: 16383 } }, '`http.http2FrameSize` is `16383`, which is outside its limits\nhelp: give a whole number from 16384 to 1677215'],
    ['too short an idle time', { http: { http1IdleTimeout: Duration.millis(999) } }, '`http.http1IdleTimeout` is `999ms`, which is too short\nhelp: give at least 1000ms'],
    ['HTTP of nothing', { http: {} }, '`http`: at least one of the fields in'],
    ['too many probes', { keepalive: { retries: 65 } }, '`keepalive.retries` is `65`'],
    ['no label', { metricLabels: {} }, '`metrics.attributes.add` is empty'],
    ['no authority', { clientValidation: { caCertificates: [] } }, '`clientValidation.caCertificates` has 0 entries\nhelp: give 1 to 16 entries'],
    ['a reason that says nothing', { clientValidation: { caCertificates: [ca], insecureFallback: '' } },
      '`clientValidation.insecureFallback` is empty\nhelp: say why clients without a valid certificate may connect'],
    ['no port', { clientValidationByPort: [] }, '`clientValidationByPort` has 0 entries\nhelp: give 1 to 64 entries'],
    ['a port that is none', { clientValidationByPort: [{ port: 0, caCertificates: [ca] }] }, '`clientValidationByPort[0].port` is `0`, which is no port'],
    ['a port twice', { clientValidationByPort: [1, 2].map(() => ({ port: 443, caCertificates: [ca] })) }, 'frontend.perPort'],
  ])('is refused with %s', (_, props, message) => {
    expect(() => gatewayIn(chartFor(), props)).toThrow(message);
  });

  test.each<[string, McpGatewayProps, TargetVersion, string]>([
    ['proxyProtocol', { proxyProtocol: {} }, TargetVersion.V1_1, '1.2'],
    ['metrics', { metricLabels: { a: '"a"' } }, TargetVersion.V1_1, '1.2'],
    ['connect', { connect: ConnectMode.DENY }, TargetVersion.V1_2, '1.3'],
    ['clientValidation', { clientValidation: { caCertificates: [ca] } }, TargetVersion.V0_12, '1.0'],
    ['clientValidationByPort', { clientValidationByPort: [{ port: 443, caCertificates: [ca] }] }, TargetVersion.V0_12, '1.0'],
    ['clientCertificate', { clientCertificate: certificate }, TargetVersion.V0_12, '1.0'],
  ])('cannot have `%s` before the release that has it', (field, props, version, since) => {
    expect(() => gatewayIn(chartFor(version), props)).toThrow(`\`${field}\` does not exist in agentgateway ${version}\nhelp: it came with ${since}`);
  });
});
