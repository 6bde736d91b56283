import { durationInMilliseconds } from '../schema/duration';
import { dictionary, flag, having, integer, integerOrText, list, object, oneOf, since, text } from '../schema/field-schema';
import { exactlyOneOf, ruled, shouldMatch, type Rule } from '../schema/rule';

const DNS_LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const DNS_SUBDOMAIN = `${DNS_LABEL}(\\.${DNS_LABEL})*`;
export const HEADER_TOKEN = "[A-Za-z0-9!#$%&'*+\\-.^_\\x60|~]+";
const DURATION = '^([0-9]{1,5}(h|m|s|ms)){1,4}$';

/** API group: a DNS subdomain, or empty for core. */
export const Group = text(undefined, 253, { pattern: `^$|^${DNS_SUBDOMAIN}$`, means: 'an API group such as `gateway.networking.k8s.io`, or empty' });
export const Kind = text(1, 63, { pattern: '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$', means: 'a kind such as `Gateway`' });
export const Name = text(1, 253);
export const NamespaceName = text(1, 63, { pattern: `^${DNS_LABEL}$`, means: 'a namespace name: lower-case letters, digits and `-`' });
/** Name of a listener, a route rule or an MCP target. */
export const SectionName = text(1, 253, { pattern: `^${DNS_SUBDOMAIN}$`, means: 'a lower-case DNS name: letters, digits, `-` and `.`' });
export const Port = integer(1, 65535);
export const PreciseHostname = text(1, 253, { pattern: `^${DNS_SUBDOMAIN}$`, means: 'a lower-case host name without scheme, port and path' });
export const Hostname = text(1, 253, {
  pattern: `^(\\*\\.)?${DNS_SUBDOMAIN}$`, means: 'a lower-case host name, which may begin with `*.`, without scheme, port and path',
});
export const HeaderName = text(1, 256, { pattern: `^${HEADER_TOKEN}$`, means: 'an HTTP header name' });
/** An expression; what is in it is not judged here. */
export const CelExpression = text(1, 16384);

/** `from`, and a label selector where it says so. */
export const LabelSelector = object({}, {
  matchLabels: dictionary(text()),
  matchExpressions: list(object({ key: text(), operator: text() }, { values: list(text()) })),
});

const serviceRefHasPort: Rule<{ group?: string; kind?: string; port?: number }> = {
  message: 'Must have port for Service reference',
  help: 'add `port`, or set `group` and `kind` if no Service is meant',
  holds: ({ group, kind, port }) => !(group === '' && kind === 'Service') || port !== undefined,
};

const backendRefFields = {
  group: having(Group, { default: '' }),
  kind: having(Kind, { default: 'Service' }),
  namespace: NamespaceName,
  port: Port,
};

/** A reference to what a request can be sent to: a Service unless group and kind say otherwise. */
export const BackendRef = ruled(object({ name: Name }, backendRefFields), serviceRefHasPort);

/** The fields and the rule of {@link BackendRef}, for blocks that add their own. */
export const backendRefParts = { required: { name: Name }, optional: backendRefFields, rule: serviceRefHasPort };

/** `main` takes a `url` in the place of a backend. */
export const backendOrUrl: Rule<object> = { ...exactlyOneOf('backendRef', 'url'), since: 'main' };

const credentialRefIsWhole: Rule<{ group?: string; kind?: string }> = {
  message: 'custom credential refs must set both group and kind',
  help: 'leave out `group` and `kind` to mean a Secret, or set both',
  holds: ({ group = '', kind = '' }) => (group === '' ? kind === '' || kind === 'Secret' : kind !== ''),
};

const credentialFields = { group: since('1.3', text()), kind: since('1.3', text()) };

/** Up to 1.2 it is Kubernetes' own reference, whose name may be left out. */
const CredentialName = text(undefined, undefined, {
  defaultBefore: { version: '1.3', value: '' }, limitsSince: { version: '1.3', limits: { minLength: 1, maxLength: 253 } },
});

/** A Secret in the namespace of the object that refers to it. */
export const CredentialRef = ruled(object({ name: CredentialName }, credentialFields), credentialRefIsWhole);

/** A {@link CredentialRef} that can name the entry. */
export const CredentialKeyRef = ruled(object({ name: CredentialName }, { ...credentialFields, key: since('1.4', text(1, 253)) }), credentialRefIsWhole);

const NamedPlace = object({ name: text(1, 256) }, {});
const outboundPlaces = { header: object({ name: HeaderName }, { prefix: text(1, 256) }), queryParameter: NamedPlace, cookie: NamedPlace };

/** Where a credential is put. */
export const OutboundLocation = ruled(object({}, outboundPlaces), exactlyOneOf('header', 'queryParameter', 'cookie'));

/** Where a credential is found. */
export const InboundLocation = ruled(
  object({}, { ...outboundPlaces, expression: since('1.3', CelExpression) }),
  exactlyOneOf('header', 'queryParameter', 'cookie', 'expression'),
);

const HOW_TO_WRITE_DURATIONS = 'write whole numbers with the units `h`, `m`, `s` or `ms`, such as `5m` or `1m30s`';

/** The text is a duration; `main` says it by a pattern. */
export const isDuration: readonly Rule<string>[] = [
  { message: 'invalid duration value', help: HOW_TO_WRITE_DURATIONS, holds: (self) => durationInMilliseconds(self) !== undefined, until: 'main' },
  { ...shouldMatch(DURATION, HOW_TO_WRITE_DURATIONS), since: 'main' },
];

/** A text for a duration, of which only 1.4 and later limit the length. */
export function durationText(keywords: Parameters<typeof text>[2] = {}) {
  return text(undefined, undefined, { limitsSince: { version: '1.4', limits: { maxLength: 32 } }, ...keywords });
}

/** A duration is so many milliseconds or more; one that is none is for {@link isDuration} to report. */
export function isAtLeast(minimum: number, message: string, help: string): Rule<string> {
  return { message, help, holds: (self) => (durationInMilliseconds(self) ?? Infinity) >= minimum };
}

/** A duration of at least so many milliseconds, with the API server's message where it is shorter. */
export function duration(minimum: number, message: string, help: string, keywords: Parameters<typeof text>[2] = {}) {
  return ruled(durationText(keywords), ...isDuration, isAtLeast(minimum, message, help));
}

/** A duration without further limits. */
export const PatternDuration = text(undefined, undefined, { pattern: DURATION, means: 'a duration such as `5m` or `1m30s`' });

const BYTE_SIZE = '^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(([KMGTPE]i)|[numkMGTPE]|[eE](\\+?0*([0-9]|1[0-8])|-0*[0-9]))?$';

/** A number of bytes as a quantity. The API server checks the range of whole numbers only; any text that is a quantity passes. */
export const ByteSize = ruled(
  integerOrText({ minLength: 1, maxLength: 32, pattern: BYTE_SIZE, means: 'a quantity such as `65536` or `64Ki`' }),
  {
    message: 'value must be at least 1 byte and fit within uint32',
    help: 'write a number of bytes between 1 and 4294967295',
    holds: (self) => typeof self === 'string' || (self >= 1 && self <= 4294967295),
  },
);

/** Who may pass. A list of Allow or of Deny expressions is a list of alternatives; all expressions of Require must hold. */
export const Authorization = object(
  { policy: object({ matchExpressions: list(CelExpression, { minItems: 1, maxItems: 256 }) }, {}) },
  { action: oneOf(['Allow', 'Deny', 'Require'], { default: 'Allow', valuesSince: { Require: '1.1' } }) },
);

export const FailureMode = oneOf(['FailClosed', 'FailOpen']);

/** Adds `*` stands alone to a list of CORS values. */
function starAlone(what: string) {
  return {
    message: `${what === 'origins' ? 'AllowOrigins' : what === 'methods' ? 'AllowMethods' : 'AllowHeaders'} cannot contain '*' alongside other ${
      what === 'origins' ? 'origins' : 'methods'}`,
    help: 'keep `*` alone, or list the values without it',
    holds: (self: string[]) => !self.includes('*') || self.length <= 1,
  };
}

function originOf(scheme: string): string {
  return `(^\\*$)|(^(${scheme}):\\/\\/(((\\*\\.)?([a-zA-Z0-9\\-]+\\.)*[a-zA-Z0-9-]+|\\*)(:([0-9]{1,5}))?)$)`;
}

/** Before 1.0 an origin may have any scheme. */
const originIsOfTheWeb: Rule<string> = {
  ...shouldMatch(originOf('http(s)?'), 'write an origin with the scheme `http` or `https`, or `*`'), since: '1.0',
};

/** The fields of a CORS block, the same in the HTTPRoute filter and in `traffic.cors`. */
export const corsFields = {
  allowCredentials: flag(),
  allowHeaders: ruled(list(HeaderName, { maxItems: 64, unique: 'set' }), { ...starAlone('headers'), since: '1.0' }),
  allowMethods: ruled(
    list(oneOf(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', '*']), { maxItems: 9, unique: 'set' }),
    starAlone('methods'),
  ),
  allowOrigins: ruled(
    list(ruled(text(1, 253, {
      pattern: originOf('[a-zA-Z][-a-zA-Z0-9+.]*'),
      means: 'an origin such as `https://app.example.com:8443` (scheme, host and port, no path), or `*`',
    }), originIsOfTheWeb), { maxItems: 64, unique: 'set' }),
    starAlone('origins'),
  ),
  exposeHeaders: list(HeaderName, { maxItems: 64, unique: 'set' }),
  maxAge: integer(1, undefined, { default: 5 }),
};
