import { asObject, JsonObject, JsonRpcRequest, own } from './json-rpc-message';
import type { McpItem } from '../../decision';

/** What a request asks for; the target is that of the backend. */
export type McpItemName = Omit<McpItem, 'target'>;

/**
 * The tools, prompts, resources and tasks that a request is about (agentgateway 1.4 `mcp/session.rs`); none for requests that no rule decides on.
 * `invalid` where a parameter is missing that must say it.
 */
export function requestedItems({ method, params = {} }: JsonRpcRequest): readonly McpItemName[] | 'invalid' {
  switch (method) {
    case 'tools/call':
      return single('tool', own(params, 'name'));
    case 'prompts/get':
      return single('prompt', own(params, 'name'));
    case 'resources/read':
    case 'resources/subscribe':
    case 'resources/unsubscribe':
      return single('resource', own(params, 'uri'));
    case 'tasks/get':
    case 'tasks/update':
    case 'tasks/cancel':
      return single('task', own(params, 'taskId'));
    case 'completion/complete':
      return referred(asObject(own(params, 'ref')) ?? {});
    case 'initialize':
      return typeof own(params, 'protocolVersion') === 'string' ? [] : 'invalid';
    default:
      return [];
  }
}

function single(kind: McpItem['kind'], name: unknown): readonly McpItemName[] | 'invalid' {
  return typeof name === 'string' ? [{ kind, name }] : 'invalid';
}

function referred(ref: JsonObject): readonly McpItemName[] | 'invalid' {
  switch (own(ref, 'type')) {
    case 'ref/prompt':
      return single('prompt', own(ref, 'name'));
    case 'ref/resource':
      return single('resource', own(ref, 'uri'));
    default:
      return 'invalid';
  }
}
