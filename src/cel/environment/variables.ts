import type { CelPlace, RootName } from './place';
import type { TargetVersion } from './target-version';

/** A field of a root variable. */
export interface VariableField {
  /** Dotted; `[]` stands for the elements of a list. The first part is a root. */
  readonly path: `${RootName}.${string}`;
  /** As in `parseType`, or `object`, whose fields follow. */
  readonly type: string;
  /** `absent`: the key can be missing, so that reading it fails and `has()` is false. */
  readonly presence: 'always' | 'absent';
  /** The only places where the field is ever set; unset: wherever its root is. */
  readonly places?: readonly CelPlace[];
  /** The first release with the field; unset: older than all we know. */
  readonly since?: TargetVersion;
}

const afterResponse: readonly CelPlace[] = ['responseTransformation', 'extProcResponse', 'accessLog'];
const logs: readonly CelPlace[] = ['accessLog'];

function fields(presence: VariableField['presence'], type: string, ...paths: readonly VariableField['path'][]): readonly VariableField[] {
  return paths.map((path) => ({ path, type, presence }));
}

/** Roots whose fields are free: they carry JSON from tokens, policies or servers. */
export const freeRoots: readonly RootName[] = ['jwt', 'apiKey', 'extauthz', 'extproc', 'mcpGuardrails', 'metadata', 'llmRequest'];

/**
 * Every field of every variable with the kind its value has at run time (agentgateway 1.4). The published schema says "integer" and "string" for many
 * of these; what arithmetic accepts is decided by the kinds here.
 */
export const variableFields: readonly VariableField[] = [
  ...fields('always', 'string', 'request.method', 'request.path', 'request.version'),
  ...fields('always', 'string|null', 'request.host', 'request.scheme'),
  ...fields('always', 'query', 'request.uri', 'request.pathAndQuery'),
  ...fields('always', 'headers', 'request.headers'),
  ...fields('absent', 'bytes', 'request.body'),
  { path: 'request.bodyPrefix', type: 'bytes', presence: 'absent', since: '1.4' },
  ...fields('absent', 'timestamp', 'request.startTime'),
  { path: 'request.endTime', type: 'timestamp', presence: 'absent', places: logs },

  ...fields('always', 'uint', 'response.code'),
  ...fields('absent', 'uint', 'response.grpcStatus'),
  ...fields('always', 'headers', 'response.headers'),
  ...fields('absent', 'bytes', 'response.body'),
  { path: 'response.bodyPrefix', type: 'bytes', presence: 'absent', since: '1.4' },

  ...fields('always', 'string', 'source.address', 'source.rawAddress'),
  ...fields('always', 'uint', 'source.port', 'source.rawPort'),
  ...fields('absent', 'object|null', 'source.identity'),
  ...fields('always', 'string', 'source.identity.trustDomain', 'source.identity.namespace', 'source.identity.serviceAccount'),
  ...fields('absent', 'list(string)', 'source.subjectAltNames'),
  ...fields('absent', 'string', 'source.issuer', 'source.subject'),
  ...fields('absent', 'string|null', 'source.subjectCn', 'source.certificate'),
  ...fields('absent', 'object', 'source.unverifiedWorkload'),
  ...fields('always', 'string', 'source.unverifiedWorkload.name', 'source.unverifiedWorkload.namespace', 'source.unverifiedWorkload.serviceAccount'),
  ...fields('absent', 'headers', 'source.connectHeaders'),

  ...fields('always', 'string', 'destination.address'),
  ...fields('always', 'uint', 'destination.port'),

  { path: 'jwt.rawToken', type: 'secret', presence: 'absent', since: '1.3' },
  ...fields('absent', 'secret', 'apiKey.key'),
  ...fields('always', 'string', 'basicAuth.username'),

  ...(['tool', 'prompt', 'resource', 'task'] as const).flatMap((item) => [
    ...fields('absent', 'object', `mcp.${item}`),
    ...fields('always', 'string', `mcp.${item}.target`, `mcp.${item}.name`),
  ]),
  { path: 'mcp.methodName', type: 'string', presence: 'absent', places: logs },
  { path: 'mcp.sessionId', type: 'string', presence: 'absent', places: logs },
  { path: 'mcp.tool.arguments', type: 'map(json)', presence: 'absent', places: logs },
  { path: 'mcp.tool.result', type: 'json', presence: 'absent', places: logs },
  { path: 'mcp.tool.error', type: 'json', presence: 'absent', places: logs },

  ...fields('always', 'string', 'backend.name', 'backend.type', 'backend.protocol'),

  ...fields('absent', 'string', 'proxy.bind'),
  ...fields('absent', 'object', 'proxy.gateway'),
  ...fields('always', 'string', 'proxy.gateway.namespace', 'proxy.gateway.name'),
  ...fields('absent', 'object', 'proxy.listener'),
  ...fields('always', 'string', 'proxy.listener.name'),
  ...fields('absent', 'object', 'proxy.route'),
  ...fields('absent', 'string', 'proxy.route.namespace', 'proxy.route.name', 'proxy.route.kind', 'proxy.route.rule'),
  ...(['requestProcessingDuration', 'upstreamDuration', 'responseProcessingDuration'] as const).map((name): VariableField => (
    { path: `proxy.${name}`, type: 'duration', presence: 'absent', places: afterResponse }
  )),

  ...fields('absent', 'string', 'env.podName', 'env.namespace', 'env.gateway'),

  ...fields('always', 'bool', 'llm.streaming'),
  ...fields('always', 'string', 'llm.requestModel', 'llm.provider'),
  ...fields('absent', 'string', 'llm.responseModel', 'llm.serviceTier'),
  ...fields(
    'absent', 'uint',
    'llm.inputTokens', 'llm.inputImageTokens', 'llm.inputTextTokens', 'llm.inputAudioTokens', 'llm.cachedInputTokens', 'llm.cacheCreationInputTokens',
    'llm.outputTokens', 'llm.outputImageTokens', 'llm.outputTextTokens', 'llm.outputAudioTokens', 'llm.reasoningTokens', 'llm.totalTokens',
    'llm.countTokens',
  ),
  ...fields('absent', 'duration', 'llm.timeToFirstToken', 'llm.timePerOutputToken'),
  ...fields('absent', 'list(object)', 'llm.prompt', 'llm.toolCalls'),
  ...fields('always', 'string', 'llm.prompt[].role', 'llm.prompt[].content', 'llm.toolCalls[].id', 'llm.toolCalls[].name'),
  ...fields('always', 'json', 'llm.toolCalls[].arguments'),
  ...fields('absent', 'list(string)', 'llm.completion'),
  ...fields('always', 'object', 'llm.params'),
  ...fields('absent', 'double', 'llm.params.temperature', 'llm.params.top_p', 'llm.params.frequency_penalty', 'llm.params.presence_penalty'),
  ...fields('absent', 'int', 'llm.params.seed'),
  ...fields('absent', 'uint', 'llm.params.max_tokens', 'llm.params.dimensions'),
  ...fields('absent', 'string', 'llm.params.encoding_format'),
  ...fields('absent', 'object', 'llm.cost', 'llm.costRates'),
  ...fields('absent', 'double', 'llm.cost.total'),
  ...(['input', 'output', 'cacheRead', 'cacheWrite', 'reasoning', 'inputAudio', 'outputAudio'] as const).flatMap((part) => (
    fields('absent', 'double', `llm.cost.${part}`, `llm.costRates.${part}`)
  )),
];
