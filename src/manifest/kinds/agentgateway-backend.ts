import { KubernetesObject } from '../kubernetes-object';
import { BackendPolicy, McpTargetPolicies } from './backend-policy';
import { LabelSelector, Port, SectionName } from './building-blocks';
import { anyMap, list, object, oneOf, since, text, type ValueOf } from '../schema/field-schema';
import { atLeastOneOf, exactlyOneOf, ruled, type Rule } from '../schema/rule';

const hostOrService = exactlyOneOf('host', 'backendRef');

const noPoliciesForServices: Rule<{ backendRef?: object; policies?: object }> = {
  message: 'mcp target policies may not be used with backendRef',
  help: 'move the policies into an AgentgatewayPolicy that targets the Service, or name the `host` instead',
  holds: ({ backendRef, policies }) => backendRef === undefined || policies === undefined,
};

const StaticTarget = ruled(object({ port: Port }, {
  host: text(1, 256),
  backendRef: since('1.1', object({}, { name: text(undefined, undefined, { default: '' }) })),
  path: text(1, 1024),
  protocol: oneOf(['SSE', 'StreamableHTTP']),
  policies: McpTargetPolicies,
}), hostOrService, noPoliciesForServices);

const McpTarget = ruled(object({ name: SectionName }, {
  selector: ruled(object({}, { namespaces: LabelSelector, services: LabelSelector }), atLeastOneOf('namespaces', 'services')),
  static: StaticTarget,
}), exactlyOneOf('selector', 'static'));

const targetNamesDiffer: Rule<{ name: string }[]> = {
  message: 'target names must be unique',
  help: 'give every target its own name; clients see it in the names of tools',
  holds: (targets) => new Set(targets.map(({ name }) => name)).size === targets.length,
};

const Mcp = object({
  targets: ruled(
    list(McpTarget, { minItems: 1, maxItems: 32, unique: { by: 'name' }, limitsSince: { version: 'main', limits: { maxItems: 128 } } }),
    targetNamesDiffer,
  ),
}, {
  sessionRouting: oneOf(['Stateful', 'Stateless']),
  failureMode: since('1.1', oneOf(['FailClosed', 'FailOpen'])),
  prefixMode: since('1.4', oneOf(['Always', 'Conditional', 'Never'])),
});

type StaticFields = { unixPath?: string; host?: string; port?: number };

const socketOrHost: Rule<StaticFields> = {
  message: 'must specify either unixPath or both host and port',
  help: 'set `host` and `port`',
  holds: ({ unixPath, host, port }) => unixPath !== undefined || (host !== undefined && port !== undefined),
};

const notSocketAndHost: Rule<StaticFields> = {
  message: 'unixPath and host/port are mutually exclusive',
  help: 'keep `unixPath`, or `host` and `port`',
  holds: ({ unixPath, host, port }) => unixPath === undefined || (host === undefined && port === undefined),
};

const BackendFields = object({}, {
  mcp: Mcp,
  static: ruled(object({}, { host: text(1, 256), port: Port, unixPath: since('1.2', text(1)) }), socketOrHost, notSocketAndHost),
  dynamicForwardProxy: object({}, {}),
  ai: anyMap(),
  aws: since('1.0', ruled(object({}, { agentCore: object({ agentRuntimeArn: text() }, { qualifier: text() }) }), exactlyOneOf('agentCore'))),
  a2a: since('1.3', object({ host: text(1, 256), port: Port }, {})),
  policies: BackendPolicy,
});

type Backend = ValueOf<typeof BackendFields>;

const aiPoliciesNeedAi: Rule<Backend> = {
  message: 'AI policies require AI backend',
  help: 'remove `policies.ai`, or describe the provider in `ai`',
  at: ['policies', 'ai'],
  holds: ({ policies, ai }) => policies?.ai === undefined || ai !== undefined,
};

const mcpPoliciesNeedMcp: Rule<Backend> = {
  message: 'MCP policies require MCP backend',
  help: 'remove `policies.mcp`, or describe the targets in `mcp`',
  at: ['policies', 'mcp'],
  holds: ({ policies, mcp }) => policies?.mcp === undefined || mcp !== undefined,
};

/** `spec` of an AgentgatewayBackend (agentgateway 1.4.1, with what other releases have or lack). */
export const AgentgatewayBackendSpec = ruled(
  BackendFields, exactlyOneOf('ai', 'static', 'dynamicForwardProxy', 'mcp', 'aws', 'a2a'), aiPoliciesNeedAi, mcpPoliciesNeedMcp,
);

/** An AgentgatewayBackend. */
export type AgentgatewayBackend = KubernetesObject & { spec: ValueOf<typeof AgentgatewayBackendSpec> };
