import {
  Authorization, ByteSize, CelExpression, corsFields, CredentialKeyRef, CredentialRef, duration, FailureMode, InboundLocation, PatternDuration,
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

/** `main` takes a `url` in the place of a backend. */
const backendRules = (where: 'direct' | 'entry'): Rule<Record<string, unknown>>[] => [
  { ...requiredIn('backendRef', where), until: 'main' },
  { ...exactlyOneOf('backendRef', 'url'), since: 'main' },
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

const NOT_IN_PRE_ROUTING = ['buffer', 'csrf', 'delay', 'directResponse', 'headerModifiers', 'hostRewrite', 'rateLimit', 'retry', 'timeouts'] as const;

const preRoutingIsLimited: Rule<{ phase?: string } & Partial<Record<typeof NOT_IN_PRE_ROUTING[number], unknown>>> = {
  message: 'phase PreRouting only supports extAuth, authorization, transformation, extProc, jwtAuthentication, basicAuthentication, ' +
    'apiKeyAuthentication and cors',
  help: 'move the other fields into a policy with `phase: PostRouting`',
  holds: (traffic) => traffic.phase !== 'PreRouting' || NOT_IN_PRE_ROUTING.every((name) => traffic[name] === undefined),
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
  timeouts: object({}, {
    request: duration(100, 'request must be at least 1ms', 'write `100ms` or more (the API server\'s message names a smaller limit than it applies)'),
  }),
  retry: object({}, {
    attempts: integer(1, undefined, { format: 'int64' }),
    backoff: PatternDuration,
    codes: list(integer(400, 599, { format: 'int64' }), { unique: 'set' }),
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
}), preRoutingIsLimited);
