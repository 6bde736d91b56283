import { BackendAuth } from './backend-auth';
import { Authorization, backendOrUrl, BackendRef, CelExpression, CredentialRef, duration, FailureMode, PreciseHostname } from './building-blocks';
import { McpAuthentication } from './jwt-authentication';
import { extAuthFields, HeaderOrPseudoHeader, oneAuthorizationBody, transformationFields } from './request-processing';
import { anyMap, anything, dictionary, having, integer, list, object, oneOf, since, text, until } from '../schema/field-schema';
import { atLeastOneOf, atMostOneOf, exactlyOneOf, ruled, type Rule } from '../schema/rule';

const wildcardStandsAtAnEnd: Rule<Record<string, string>> = {
  message: "method wildcards must be '*', a prefix like 'tools/*', or a suffix like '*/list'",
  help: 'write at most one `*` in a method, at its very start or end',
  holds: (methods) => Object.keys(methods).every((method) => {
    const at = method.indexOf('*');
    return at === -1 || (at === method.lastIndexOf('*') && (at === 0 || at === method.length - 1));
  }),
};

const HeaderSet = list(HeaderOrPseudoHeader, { maxItems: 64, unique: 'set' });

const Guardrails = object({
  processors: list(ruled(object({
    methods: ruled(dictionary(oneOf(['Full', 'Off', 'Request', 'Response']), { minProperties: 1, maxProperties: 64 }), wildcardStandsAtAnEnd),
  }, {
    remote: ruled(object({}, {
      backendRef: having(BackendRef, { requiredBefore: 'main' }),
      url: since('main', text()),
      failureMode: FailureMode,
      metadata: dictionary(CelExpression, { maxProperties: 64 }),
      allowedRequestHeaders: HeaderSet,
      disallowedRequestHeaders: HeaderSet,
    }), backendOrUrl),
  }), exactlyOneOf('remote')), { minItems: 1, maxItems: 16 }),
}, {});

const McpPolicy = ruled(object({}, {
  authentication: McpAuthentication,
  authorization: Authorization,
  guardrails: since('1.3', Guardrails),
}), atLeastOneOf('authentication', 'authorization', 'guardrails'));

type TlsFields = { insecureSkipVerify?: string; caCertificateRefs?: unknown[]; verifySubjectAltNames?: unknown[] };

const noCaWhereNothingIsVerified: Rule<TlsFields> = {
  message: 'insecureSkipVerify All and caCertificateRefs may not be set together',
  help: 'remove `insecureSkipVerify` to verify with your CA',
  holds: ({ insecureSkipVerify, caCertificateRefs }) => insecureSkipVerify !== 'All' || caCertificateRefs === undefined,
};

const noNamesWhereNoneIsVerified: Rule<TlsFields> = {
  message: 'insecureSkipVerify and verifySubjectAltNames may not be set together',
  help: 'remove `insecureSkipVerify` to verify the names',
  holds: ({ insecureSkipVerify, verifySubjectAltNames }) => insecureSkipVerify === undefined || verifySubjectAltNames === undefined,
};

/** TLS key exchanges. */
export const KeyExchangeGroups = list(oneOf(['P-256', 'P-384', 'X25519', 'X25519_MLKEM768']));

/** Application protocols, in order of preference. */
export const AlpnProtocols = list(text(1, 64), { minItems: 1, maxItems: 16 });

const Tls = ruled(object({}, {
  mtlsCertificateRef: list(CredentialRef, { maxItems: 1 }),
  caCertificateRefs: list(object({}, {
    name: text(undefined, undefined, { default: '' }),
    group: since('main', text()),
    kind: since('main', text()),
  }), { maxItems: 1 }),
  insecureSkipVerify: oneOf(['All', 'Hostname']),
  sni: PreciseHostname,
  verifySubjectAltNames: list(text(1, 256), { minItems: 1, maxItems: 16 }),
  alpnProtocols: AlpnProtocols,
  keyExchangeGroups: since('1.2', KeyExchangeGroups),
  certificateSource: since('main', anything()),
}), noCaWhereNothingIsVerified, noNamesWhereNoneIsVerified, atMostOneOf('verifySubjectAltNames', 'insecureSkipVerify'));

/** TCP keepalive of one side. */
export const Keepalive = object({}, {
  retries: integer(1, 64),
  time: duration(1000, 'time must be at least 1 second', 'write `1s` or more'),
  interval: duration(1000, 'interval must be at least 1 second', 'write `1s` or more'),
});

const connectionFields = {
  auth: BackendAuth,
  http: object({}, {
    version: oneOf(['HTTP1', 'HTTP2']),
    requestTimeout: duration(1, 'requestTimeout must be at least 1ms', 'write `1ms` or more'),
  }),
  tcp: object({}, {
    connectTimeout: duration(100, 'connectTimeout must be at least 100ms', 'write `100ms` or more'),
    keepalive: Keepalive,
  }),
  tls: Tls,
  tunnel: object({ backendRef: BackendRef }, {}),
};

/** How the gateway connects to one MCP target. */
export const McpTargetPolicies = object({}, { ...connectionFields, mcp: until('1.1', McpPolicy) });

/** `spec.backend` of an AgentgatewayPolicy and `spec.policies` of an AgentgatewayBackend: how the gateway talks to a backend. */
export const BackendPolicy = ruled(object({}, {
  ...connectionFields,
  ai: anyMap(),
  mcp: McpPolicy,
  extAuth: since('1.2', ruled(object({}, extAuthFields), oneAuthorizationBody)),
  transformation: ruled(object({}, transformationFields), atLeastOneOf('request', 'response')),
  health: object({}, {
    unhealthyCondition: CelExpression,
    eviction: object({}, {
      duration: duration(1000, 'evictionDuration must be at least 1 second', 'write `1s` or more', { default: '3s' }),
      consecutiveFailures: integer(0),
      healthThreshold: integer(0, 100),
      restoreHealth: integer(0, 100),
    }),
  }),
}), atLeastOneOf('ai', 'auth', 'extAuth', 'health', 'http', 'mcp', 'tcp', 'tls', 'transformation', 'tunnel'));
