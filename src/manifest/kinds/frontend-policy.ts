import { AlpnProtocols, Keepalive, KeyExchangeGroups } from './backend-policy';
import { Authorization, backendOrUrl, BackendRef, ByteSize, CelExpression, duration } from './building-blocks';
import { having, integer, list, object, oneOf, since, text } from '../schema/field-schema';
import { quantity } from '../schema/quantity';
import { atLeastOneOf, ruled, type Rule } from '../schema/rule';

const NamedExpression = object({ name: text(1, 256), expression: CelExpression }, {});

const Attributes = ruled(object({}, {
  add: list(NamedExpression, { minItems: 1 }),
  remove: list(text(1, 64), { minItems: 1, maxItems: 32 }),
}), atLeastOneOf('add', 'remove'));

const otlpFields = {
  backendRef: having(BackendRef, { requiredBefore: 'main' }),
  url: since('main', text()),
  protocol: oneOf(['GRPC', 'HTTP'], { default: 'GRPC', defaultBefore: { version: '1.0', value: 'HTTP' } }),
  path: since('1.0', text(1, 1024)),
  attributes: Attributes,
};

type Otlp = { path?: string; protocol?: string };

const pathNeedsHttp: Rule<Otlp> = {
  message: 'path is only valid with protocol HTTP',
  help: 'set `protocol: HTTP`, or remove `path`',
  holds: ({ path, protocol }) => path === undefined || protocol === undefined || protocol === 'HTTP',
};

const pathIsAbsolute: Rule<Otlp> = {
  message: 'path must start with /',
  help: 'begin the path with `/`',
  at: ['path'],
  holds: ({ path }) => path === undefined || path.startsWith('/'),
};

const seconds = (field: string) => duration(1000, `${field} must be at least 1 second`, 'write `1s` or more');

const frameIsAtLeast: Rule<string | number> = {
  message: 'http2FrameSize must be at least 16384 bytes',
  help: 'write a size from 16384 to 1677215 bytes',
  holds: (self) => quantity(self) >= 16384,
};

const frameIsAtMost: Rule<string | number> = {
  message: 'http2FrameSize must be at most 1677215 bytes',
  help: 'write a size from 16384 to 1677215 bytes',
  holds: (self) => quantity(self) <= 1677215,
};

const HTTP_FIELDS = {
  http1HeaderCase: oneOf(['Lowercase', 'Preserve']),
  http1IdleTimeout: seconds('http1IdleTimeout'),
  http1MaxHeaders: integer(1, 4096),
  http2ConnectionWindowSize: ByteSize,
  http2FrameSize: ruled(ByteSize, frameIsAtLeast, frameIsAtMost),
  http2KeepaliveInterval: seconds('http2KeepaliveInterval'),
  http2KeepaliveTimeout: seconds('http2KeepaliveTimeout'),
  http2MaxHeaderSize: ByteSize,
  http2WindowSize: ByteSize,
  maxBufferSize: ByteSize,
  maxConnectionDuration: seconds('maxConnectionDuration'),
};

const TLS_FIELDS = {
  alpnProtocols: AlpnProtocols,
  cipherSuites: list(oneOf([
    'TLS13_AES_128_GCM_SHA256', 'TLS13_AES_256_GCM_SHA384', 'TLS13_CHACHA20_POLY1305_SHA256',
    'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
    'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  ])),
  handshakeTimeout: duration(100, 'handshakeTimeout must be at least 100ms', 'write `100ms` or more'),
  keyExchangeGroups: KeyExchangeGroups,
  maxProtocolVersion: oneOf(['1.2', '1.3']),
  minProtocolVersion: oneOf(['1.2', '1.3']),
};

const FRONTEND_FIELDS = {
  accessLog: object({}, {
    filter: CelExpression,
    attributes: Attributes,
    otlp: since('1.0', ruled(object({}, { ...otlpFields, filter: CelExpression }), backendOrUrl, pathNeedsHttp, pathIsAbsolute)),
  }),
  connect: since('1.3', object({ mode: oneOf(['Deny', 'Route', 'Tunnel']) }, {})),
  http: ruled(object({}, HTTP_FIELDS), atLeastOneOf(...Object.keys(HTTP_FIELDS))),
  metrics: since('1.2', object({
    attributes: ruled(object({}, { add: list(NamedExpression, { minItems: 1, maxItems: 16, unique: { by: 'name' } }) }), atLeastOneOf('add')),
  }, {})),
  networkAuthorization: since('1.1', Authorization),
  proxyProtocol: since('1.2', object({}, {
    version: oneOf(['All', 'V1', 'V2'], { default: 'V2' }),
    mode: oneOf(['Optional', 'Strict'], { default: 'Strict' }),
  })),
  tcp: ruled(object({}, { keepalive: Keepalive }), atLeastOneOf('keepalive')),
  tls: ruled(object({}, TLS_FIELDS), atLeastOneOf(...Object.keys(TLS_FIELDS))),
  tracing: ruled(object({}, {
    ...otlpFields,
    filter: since('1.4', CelExpression),
    randomSampling: CelExpression,
    clientSampling: CelExpression,
    resources: list(NamedExpression),
  }), backendOrUrl, pathNeedsHttp, pathIsAbsolute),
};

/** `spec.frontend` of an AgentgatewayPolicy: connections of clients, and what is recorded about them. */
export const FrontendPolicy = ruled(object({}, FRONTEND_FIELDS), atLeastOneOf(...Object.keys(FRONTEND_FIELDS)));
