import { backendOrUrl, BackendRef, ByteSize, CelExpression, FailureMode, HEADER_TOKEN, HeaderName } from './building-blocks';
import { anything, dictionary, flag, having, integer, list, object, oneOf, since, text } from '../schema/field-schema';
import { atLeastOneOf, exactlyOneOf, ruled, type Rule } from '../schema/rule';

const PSEUDO_HEADERS = [':authority', ':method', ':path', ':scheme', ':status'];

/** A header name, or one of the HTTP/2 pseudo headers. */
export const HeaderOrPseudoHeader = ruled(
  text(1, 256, { pattern: `^:?${HEADER_TOKEN}$`, means: 'an HTTP header name' }),
  {
    message: 'pseudo-headers must be one of :authority, :method, :path, :scheme, or :status',
    help: `write one of ${PSEUDO_HEADERS.join(', ')}, or a header name without a colon`,
    holds: (name) => !name.startsWith(':') || PSEUDO_HEADERS.includes(name),
  },
);

const ComputedHeaders = list(object({ name: HeaderOrPseudoHeader, value: CelExpression }, {}), { minItems: 1, maxItems: 16, unique: { by: 'name' } });

const Transform = ruled(object({}, {
  set: ComputedHeaders,
  add: ComputedHeaders,
  remove: list(HeaderOrPseudoHeader, { minItems: 1, maxItems: 16, unique: 'set' }),
  body: CelExpression,
  metadata: dictionary(CelExpression, { minProperties: 1, maxProperties: 16 }),
}), atLeastOneOf('add', 'body', 'metadata', 'remove', 'set'));

/** The fields of a transformation, direct or conditional. */
export const transformationFields = { request: Transform, response: Transform };

const Expressions = dictionary(CelExpression, { maxProperties: 64 });
const HeaderNames = list(text(1, 256), { maxItems: 64 });

/** The fields of external authorization, direct or conditional. */
export const extAuthFields = {
  backendRef: BackendRef,
  url: since('main', text()),
  grpc: object({}, { contextExtensions: dictionary(text(), { maxProperties: 64 }), requestMetadata: Expressions }),
  http: object({}, {
    path: CelExpression,
    redirect: CelExpression,
    body: since('1.4', CelExpression),
    addRequestHeaders: Expressions,
    responseMetadata: Expressions,
    allowedRequestHeaders: HeaderNames,
    allowedResponseHeaders: HeaderNames,
  }),
  failureMode: since('1.1', FailureMode),
  forwardBody: object({ maxSize: ByteSize }, {}),
  cache: since('1.3', object({ key: list(CelExpression, { minItems: 1, maxItems: 16 }), ttl: CelExpression }, { maxEntries: integer(1) })),
};

/** Both would be the body of the authorization request. */
export const oneAuthorizationBody: Rule<{ forwardBody?: object; http?: { body?: string } }> = {
  message: 'forwardBody cannot be used with http.body',
  help: 'keep `forwardBody` to send the body as it came, or `http.body` to send another',
  holds: ({ forwardBody, http }) => forwardBody === undefined || http?.body === undefined,
};

const HeaderMode = oneOf(['Send', 'Skip'], { default: 'Send' });
const BodyMode = oneOf(['Buffered', 'BufferedPartial', 'FullDuplexStreamed', 'None'], { default: 'FullDuplexStreamed' });

/** The fields of external processing, direct or conditional. */
export const extProcFields = {
  backendRef: BackendRef,
  url: since('main', text()),
  failureMode: since('1.4', FailureMode),
  metadataContext: since('1.4', dictionary(dictionary(CelExpression), { maxProperties: 64 })),
  requestAttributes: since('1.4', Expressions),
  responseAttributes: since('1.4', Expressions),
  processingOptions: since('1.3', object({}, {
    requestHeaderMode: HeaderMode,
    responseHeaderMode: HeaderMode,
    requestTrailerMode: HeaderMode,
    responseTrailerMode: HeaderMode,
    requestBodyMode: BodyMode,
    responseBodyMode: BodyMode,
    allowModeOverride: flag({ default: false }),
  })),
};

/** The fields of a rate limit, direct or conditional. */
export const rateLimitFields = {
  local: list(ruled(object({ unit: oneOf(['Hours', 'Minutes', 'Seconds']) }, {
    requests: integer(1),
    tokens: integer(1),
    burst: having(integer(), { limitsSince: { version: 'main', limits: { minimum: 0 } } }),
  }), exactlyOneOf('requests', 'tokens')), { minItems: 1, maxItems: 16 }),
  global: ruled(object({
    domain: text(1, 256),
    descriptors: list(object({
      entries: list(object({ name: text(1, 64), expression: CelExpression }, {}), { minItems: 1, maxItems: 16 }),
    }, {
      unit: oneOf(['Requests', 'Tokens']),
      cost: since('1.2', CelExpression),
      limitOverride: since('main', anything()),
    }), { minItems: 1, maxItems: 16 }),
  }, {
    backendRef: having(BackendRef, { requiredBefore: 'main' }),
    url: since('main', text()),
    failureMode: since('1.1', FailureMode),
  }), backendOrUrl),
};

/** The fields of a direct response, direct or conditional. */
export const directResponseFields = {
  status: integer(200, 599),
  body: text(1, 4096),
  bodyExpression: since('1.3', CelExpression),
  headers: since('1.3', list(object({ name: HeaderName, value: CelExpression }, {}), { minItems: 1, maxItems: 16, unique: { by: 'name' } })),
};

/** One body at most. */
export const oneResponseBody: Rule<{ body?: string; bodyExpression?: string }> = {
  message: 'body and bodyExpression may not both be set',
  help: 'keep `body` for a fixed text, or `bodyExpression` for a computed one',
  holds: ({ body, bodyExpression }) => body === undefined || bodyExpression === undefined,
};
