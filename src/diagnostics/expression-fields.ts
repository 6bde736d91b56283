import { CelPlace } from '../cel';

/** A field that holds expressions, as a pattern of `valuesAt`, and the place that the expression checker knows it by. */
type ExpressionField = readonly [pattern: string, place: CelPlace];

const REQUEST = 'requestTransformation';
/** The checker's most generous place: what is not said of it cannot be said of others either. */
const ANYWHERE = 'accessLog';

/** The fields of a block that can be written directly or once for each condition. */
function conditional(block: string, fields: readonly ExpressionField[]): readonly ExpressionField[] {
  return [
    [`${block}.conditional[].condition`, 'condition'],
    ...fields.flatMap(([pattern, place]): ExpressionField[] => [[`${block}.${pattern}`, place], [`${block}.conditional[].policy.${pattern}`, place]]),
  ];
}

const EXT_AUTH: readonly ExpressionField[] = [
  ['grpc.requestMetadata.*', REQUEST],
  ['http.path', REQUEST],
  ['http.redirect', REQUEST],
  ['http.body', REQUEST],
  ['http.addRequestHeaders.*', REQUEST],
  ['http.responseMetadata.*', 'extAuthResponse'],
  ['cache.key[]', REQUEST],
  ['cache.ttl', REQUEST],
];

const TRANSFORMATION: readonly ExpressionField[] = ([['request', REQUEST], ['response', 'responseTransformation']] as const).flatMap(([side, place]) =>
  ['set[].value', 'add[].value', 'body', 'metadata.*'].map((field): ExpressionField => [`${side}.${field}`, place]));

/** `spec.traffic` of an AgentgatewayPolicy. */
const TRAFFIC: readonly ExpressionField[] = [
  ['authorization.policy.matchExpressions[]', 'httpAuthorization'],
  ...['jwtAuthentication', 'basicAuthentication', 'apiKeyAuthentication'].map((name): ExpressionField => [`${name}.location.expression`, 'jwtLocation']),
  ...conditional('rateLimit', [
    ['global.descriptors[].entries[].expression', 'rateLimitDescriptor'],
    ['global.descriptors[].cost', 'rateLimitCost'],
  ]),
  ['retry.precondition', 'condition'],
  // judged when the response is there
  ['retry.condition', 'responseTransformation'],
  ...conditional('directResponse', [['bodyExpression', 'directResponse'], ['headers[].value', 'directResponse']]),
  ...conditional('extAuth', EXT_AUTH),
  ...conditional('extProc', [
    ['metadataContext.*.*', REQUEST],
    ['requestAttributes.*', REQUEST],
    ['responseAttributes.*', 'extProcResponse'],
  ]),
  ...conditional('transformation', TRANSFORMATION),
  ['delay.duration', 'delay'],
];

/** What `spec.backend`, the policies of a backend and those of a target share. */
const BACKEND: readonly ExpressionField[] = [
  ['mcp.authorization.policy.matchExpressions[]', 'mcpAuthorization'],
  ['mcp.guardrails.processors[].remote.metadata.*', ANYWHERE],
  ['auth.oauthTokenExchange.subjectToken.source.expression', ANYWHERE],
  ['auth.oauthTokenExchange.actorToken.source.expression', ANYWHERE],
  ['auth.oauthTokenExchange.additionalParams.*', ANYWHERE],
  ['auth.crossAppAccess.subjectToken.source.expression', ANYWHERE],
  ['auth.aws.assumeRole.sessionNameExpression', ANYWHERE],
  ['auth.aws.assumeRole.tags[].expression', ANYWHERE],
  ...EXT_AUTH.map(([pattern, place]): ExpressionField => [`extAuth.${pattern}`, place]),
  ...TRANSFORMATION.map(([pattern, place]): ExpressionField => [`transformation.${pattern}`, place]),
  ['health.unhealthyCondition', 'responseTransformation'],
];

/** `spec.frontend` of an AgentgatewayPolicy. */
const FRONTEND: readonly ExpressionField[] = [
  ['networkAuthorization.policy.matchExpressions[]', 'networkAuthorization'],
  ['accessLog.filter', 'accessLog'],
  ['accessLog.attributes.add[].expression', 'accessLog'],
  ['accessLog.otlp.filter', 'accessLog'],
  ['accessLog.otlp.attributes.add[].expression', 'accessLog'],
  ['metrics.attributes.add[].expression', 'accessLog'],
  ['tracing.filter', 'accessLog'],
  ['tracing.attributes.add[].expression', 'accessLog'],
  ['tracing.randomSampling', 'sampling'],
  ['tracing.clientSampling', 'sampling'],
  ['tracing.resources[].expression', 'tracingResource'],
];

function below(block: string, fields: readonly ExpressionField[]): readonly ExpressionField[] {
  return fields.map(([pattern, place]) => [`${block}.${pattern}`, place]);
}

/** Every field of agentgateway's kinds that holds expressions, except those of LLM providers (agentgateway 1.4). */
export const EXPRESSION_FIELDS = {
  AgentgatewayPolicy: [...below('spec.traffic', TRAFFIC), ...below('spec.backend', BACKEND), ...below('spec.frontend', FRONTEND)],
  AgentgatewayBackend: [...below('spec.policies', BACKEND), ...below('spec.mcp.targets[].static.policies', BACKEND)],
} as const;
