import type { TargetVersion } from './target-version';

/** The root variables of agentgateway's expressions. Each of them resolves everywhere: to null where it is not set. */
export const rootNames = [
  'source', 'env', 'request', 'destination', 'jwt', 'apiKey', 'basicAuth', 'extauthz', 'extproc', 'mcpGuardrails',
  'metadata', 'proxy', 'backend', 'mcp', 'response', 'llm', 'llmRequest',
] as const;

export type RootName = (typeof rootNames)[number];

/** Where an expression is evaluated, which decides what it can see. */
export const celPlaces = [
  'networkAuthorization', 'httpAuthorization', 'condition', 'rateLimitDescriptor', 'rateLimitCost', 'requestTransformation', 'jwtLocation',
  'directResponse', 'delay', 'sampling', 'mcpAuthorization', 'responseTransformation', 'extProcResponse', 'extAuthResponse', 'llmRequest',
  'accessLog', 'tcpAccessLog', 'tracingResource',
] as const;

export type CelPlace = (typeof celPlaces)[number];

/** What agentgateway makes of the result of an expression at a place. */
export type ResultUse = 'bool' | 'descriptor' | 'cost' | 'headerOrBody' | 'duration' | 'probability' | 'value';

/** `always`: set for every request; `maybe`: null unless the policy that sets it ran before. */
export type RootPresence = 'always' | 'maybe';

export interface Place {
  /** For people, in a sentence: "in HTTP authorization". */
  readonly title: string;
  /** What is set; every other root is null here. */
  readonly roots: Readonly<Partial<Record<RootName, RootPresence>>>;
  readonly result: ResultUse;
  /** The first release that has expressions here; unset: older than all we know. */
  readonly since?: TargetVersion;
}

const connection = { source: 'always', env: 'always' } as const;

/** What every expression about an HTTP request sees, once the policies before it ran. */
const http = {
  ...connection,
  request: 'always',
  destination: 'always',
  proxy: 'always',
  jwt: 'maybe',
  apiKey: 'maybe',
  basicAuth: 'maybe',
  extauthz: 'maybe',
  extproc: 'maybe',
  metadata: 'maybe',
} as const;

const afterResponse = { ...http, backend: 'maybe', response: 'always', llm: 'maybe' } as const;

/** Where each variable exists, as agentgateway 1.4 sets it. */
export const places: Readonly<Record<CelPlace, Place>> = {
  networkAuthorization: { title: 'network authorization', roots: connection, result: 'bool', since: '1.1' },
  httpAuthorization: { title: 'HTTP authorization', roots: http, result: 'bool' },
  condition: { title: 'a condition of a policy', roots: http, result: 'bool', since: '1.2' },
  rateLimitDescriptor: { title: 'a rate limit descriptor', roots: http, result: 'descriptor' },
  rateLimitCost: { title: 'a rate limit cost', roots: http, result: 'cost', since: '1.2' },
  requestTransformation: { title: 'a request transformation', roots: http, result: 'headerOrBody' },
  // evaluated to find the credential, hence before any credential is known
  jwtLocation: {
    title: 'a credential location',
    roots: { ...connection, request: 'always', destination: 'always', proxy: 'always' },
    result: 'descriptor',
    since: '1.3',
  },
  directResponse: { title: 'a direct response', roots: http, result: 'headerOrBody', since: '1.3' },
  delay: { title: 'a delay', roots: http, result: 'duration' },
  sampling: { title: 'trace sampling', roots: http, result: 'probability' },
  mcpAuthorization: {
    title: 'MCP authorization',
    roots: { ...http, backend: 'always', mcp: 'always', mcpGuardrails: 'maybe' },
    result: 'bool',
  },
  responseTransformation: { title: 'a response transformation', roots: afterResponse, result: 'headerOrBody' },
  extProcResponse: { title: 'an external processor of responses', roots: afterResponse, result: 'value' },
  extAuthResponse: { title: 'the response of external authorization', roots: { ...http, response: 'always' }, result: 'value' },
  llmRequest: { title: 'an LLM request policy', roots: { ...http, backend: 'always', llm: 'always', llmRequest: 'always' }, result: 'value' },
  accessLog: {
    title: 'an access log, metric or span field',
    roots: { ...afterResponse, response: 'maybe', mcp: 'maybe', mcpGuardrails: 'maybe' },
    result: 'value',
  },
  tcpAccessLog: { title: 'the access log of a TCP connection', roots: connection, result: 'value' },
  tracingResource: { title: 'a resource attribute of a trace', roots: { env: 'always' }, result: 'value' },
};
