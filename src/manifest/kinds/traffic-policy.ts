import {
  Authorization, backendOrUrl, ByteSize, CelExpression, corsFields, CredentialKeyRef, CredentialRef, durationText, FailureMode, InboundLocation,
  isAtLeast, isDuration, PatternDuration,
} from './building-blocks';
import { conditionalBlock } from './conditional';
import { HeaderModifier } from './http-route';
import { JwtAuthentication } from './jwt-authentication';
import {
  directResponseFields, extAuthFields, extProcFields, oneAuthorizationBody, oneResponseBody, rateLimitFields, transformationFields,
} from './request-processing';
import { dictionary, integer, list, object, oneOf, since, text } from '../schema/field-schema';
import { atLeastOneOf, exactlyOneOf, ruled, type Rule } from '../schema/rule';

const Selector = object({ matchLabels: dictionary(text()) }, {});

const BasicAuthentication = ruled(object({}, {
  mode: oneOf(['Optional', 'Strict'], { default: 'Strict' }),
  realm: text(),
  location: since('1.2', InboundLocation),
  users: list(text(undefined, undefined, { sensitive: true }), { minItems: 1, maxItems: 256 }),
  secretRef: CredentialKeyRef,
}), exactlyOneOf('users', 'secretRef'));

const ApiKeyAuthentication = ruled(object({}, {
  mode: oneOf(['Optional', 'Permissive', 'Strict'], { default: 'Strict', valuesSince: { Permissive: '1.3' } }),
  location: since('1.2', InboundLocation),
  secretRef: CredentialRef,
  secretSelector: Selector,
  configMapSelector: since('1.4', Selector),
}), exactlyOneOf('secretRef', 'secretSelector', 'configMapSelector'));

const BufferedBody = object({}, { maxBytes: ByteSize, failureMode: since('1.4', FailureMode) });

const requiredIn = (field: string, where: 'direct' | 'entry'): Rule<Record<string, unknown>> => ({
  message: where === 'direct' ? `${field}: Required value` : `${field} is required`,
  help: `add \`${field}\``,
  holds: (self) => self[field] !== undefined,
});

const backendRules = (where: 'direct' | 'entry'): Rule<Record<string, unknown>>[] => [
  { ...requiredIn('backendRef', where), until: 'main' },
  backendOrUrl,
];

const DirectResponse = conditionalBlock(directResponseFields, {
  direct: [requiredIn('status', 'direct')],
  entry: [requiredIn('status', 'entry')],
  both: [oneResponseBody],
});

const ExtAuth = conditionalBlock(extAuthFields, {
  direct: [exactlyOneOf('grpc', 'http'), ...backendRules('direct')],
  entry: [exactlyOneOf('grpc', 'http'), ...backendRules('entry')],
  both: [oneAuthorizationBody],
});

const ExtProc = conditionalBlock(extProcFields, { direct: backendRules('direct'), entry: backendRules('entry'), both: [] });

const RateLimit = conditionalBlock(rateLimitFields, {
  direct: [atLeastOneOf('conditional', 'global', 'local')],
  entry: [atLeastOneOf('global', 'local')],
  both: [],
});

const Transformation = conditionalBlock(transformationFields, {
  direct: [atLeastOneOf('conditional', 'request', 'response')],
  entry: [atLeastOneOf('request', 'response')],
  both: [],
});

/** What a release does not let a policy do before a route is chosen. */
function preRoutingIsLimited(
  supported: readonly string[], refused: readonly string[], release: Pick<Rule<object>, 'since' | 'until'>,
): Rule<Record<string, unknown>> {
  return {
    message: `phase PreRouting only supports ${supported.slice(0, -1).join(', ')} and ${supported.at(-1)}`,
    help: 'move the other fields into a policy with `phase: PostRouting`',
    holds: (traffic) => traffic.phase !== 'PreRouting' || refused.every((name) => traffic[name] === undefined),
    ...release,
  };
}

const PROCESSING = ['extAuth', 'transformation', 'extProc'];
const AUTHENTICATION = ['jwtAuthentication', 'basicAuthentication', 'apiKeyAuthentication'];
const BEFORE_ROUTING = ['extAuth', 'authorization', 'transformation', 'extProc', ...AUTHENTICATION, 'cors'];
const AFTER_ROUTING = ['buffer', 'csrf', 'directResponse', 'headerModifiers', 'hostRewrite', 'rateLimit', 'retry', 'timeouts'];

/** `delay` was left out of the check until 1.4. */
const preRoutingRules = [
  preRoutingIsLimited(PROCESSING, [...AFTER_ROUTING, ...AUTHENTICATION, 'authorization', 'cors'], { until: '1.0' }),
  preRoutingIsLimited([...PROCESSING, ...AUTHENTICATION], [...AFTER_ROUTING, 'authorization', 'cors'], { since: '1.0', until: '1.3' }),
  preRoutingIsLimited(BEFORE_ROUTING, AFTER_ROUTING, { since: '1.3', until: '1.4' }),
  preRoutingIsLimited(BEFORE_ROUTING, [...AFTER_ROUTING, 'delay'], { since: '1.4' }),
];

/** Up to 1.4 the API server's message names a smaller limit than it applies. */
const RequestTimeout = ruled(
  durationText(), ...isDuration,
  { ...isAtLeast(100, 'request must be at least 1ms', 'write `100ms` or more'), until: 'main' },
  { ...isAtLeast(1, 'request must be at least 1ms', 'write `1ms` or more'), since: 'main' },
);

/** A number beyond is read as a fraction. */
const fitsInto64Bits: Rule<number> = {
  message: 'must be of type integer: "number"',
  help: 'write a smaller number',
  holds: (self) => Math.abs(self) <= 2 ** 63,
};

/** Before 1.3 the codes are no set. */
const codesDiffer: Rule<number[]> = {
  message: 'Duplicate value',
  help: 'remove one of the two entries',
  holds: (codes) => new Set(codes).size === codes.length,
  since: '1.3',
};

/** `spec.traffic` of an AgentgatewayPolicy: what becomes of requests on their way to a backend. */
export const TrafficPolicy = ruled(object({}, {
  phase: oneOf(['PostRouting', 'PreRouting']),
  jwtAuthentication: JwtAuthentication,
  basicAuthentication: BasicAuthentication,
  apiKeyAuthentication: ApiKeyAuthentication,
  authorization: Authorization,
  cors: object({}, corsFields, { preserveUnknown: true }),
  csrf: object({}, { additionalOrigins: list(text(1, 256), { minItems: 1, maxItems: 16 }) }),
  rateLimit: RateLimit,
  timeouts: ruled(object({}, { request: RequestTimeout }), { ...requiredIn('request', 'direct'), since: 'main' }),
  retry: object({}, {
    attempts: ruled(integer(undefined, undefined, { format: 'int64', limitsSince: { version: '1.3', limits: { minimum: 1 } } }), fitsInto64Bits),
    backoff: PatternDuration,
    codes: ruled(list(integer(400, 599, { format: 'int64' })), codesDiffer),
    condition: since('1.3', CelExpression),
    precondition: since('1.3', CelExpression),
  }),
  headerModifiers: ruled(object({}, { request: HeaderModifier, response: HeaderModifier }), atLeastOneOf('request', 'response')),
  hostRewrite: object({ mode: oneOf(['Auto', 'None']) }, {}),
  directResponse: DirectResponse,
  extAuth: ExtAuth,
  extProc: ExtProc,
  transformation: Transformation,
  buffer: since('1.3', ruled(object({}, { request: BufferedBody, response: BufferedBody }), atLeastOneOf('request', 'response'))),
  delay: object({ duration: CelExpression }, {}),
}), ...preRoutingRules);
