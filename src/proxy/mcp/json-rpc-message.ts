import type { Profile } from '../../decision';
import { Refusal, textRefusal } from '../refusal';
import { scanJson } from './scan-json';

/** Attacker's data: read only own members. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What is sent on for a message is its `text`: what was decided on is what is sent. */
interface JsonRpcCall {
  readonly method: string;
  readonly params: JsonObject | undefined;
  readonly text: string;
}

export interface JsonRpcRequest extends JsonRpcCall {
  readonly kind: 'request';
  readonly id: string | number;
  /** As the client wrote it. */
  readonly idText: string;
}

export interface JsonRpcNotification extends JsonRpcCall {
  readonly kind: 'notification';
}

/** A message of a client; an answer is one to a request of the server. */
export type JsonRpcMessage = JsonRpcRequest | JsonRpcNotification | { readonly kind: 'answer' };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads one JSON-RPC message.
 *
 * The outgoing text holds the members that were read and no others, with numbers as the client wrote them. Bodies that another parser could
 * read differently are refused: names that differ in case only always, repeated names in strict; in 1.4 the last one counts, here and at
 * the backend.
 */
export function readJsonRpcMessage(body: Buffer, profile: Profile): JsonRpcMessage | Refusal {
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    return undeserializable('invalid unicode code point');
  }
  const scan = scanJson(text);
  if (scan.tooDeep) {
    return undeserializable('recursion limit exceeded');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undeserializable(text.trim() === '' ? 'EOF while parsing a value' : 'not valid JSON');
  }
  const clash = scan.confusable ?? (profile === 'strict' ? scan.repeated : undefined);
  if (clash !== undefined) {
    return undeserializable(`duplicate field ${JSON.stringify(clash.slice(0, 64))}`);
  }
  return classify(value, scan.members, scan.repeated !== undefined, profile) ?? undeserializable('data did not match any variant of untagged enum JsonRpcMessage');
}

/** The refusal of a body that is no message, in agentgateway's words. */
export function undeserializable(why: string): Refusal {
  return textRefusal(400, `mcp: fail to deserialize request body: ${why}`, 'MCP');
}

function classify(value: unknown, members: ReadonlyMap<string, string>, rewriteParams: boolean, profile: Profile): JsonRpcMessage | undefined {
  const message = asObject(value);
  if (!message || own(message, 'jsonrpc') !== '2.0') {
    return undefined;
  }
  const method = own(message, 'method');
  if (typeof method !== 'string') {
    return Object.hasOwn(message, 'result') || Object.hasOwn(message, 'error') ? { kind: 'answer' } : undefined;
  }
  const given = own(message, 'params');
  const params = asObject(given);
  if (given !== undefined && given !== null && !params) {
    return undefined;
  }
  const parts = ['"jsonrpc":"2.0"', `"method":${JSON.stringify(method)}`];
  if (params) {
    parts.push(`"params":${rewriteParams ? JSON.stringify(params) : members.get('params')}`);
  }
  const id = own(message, 'id');
  if (id === undefined || (id === null && profile !== 'strict')) {
    return { kind: 'notification', method, params, text: `{${parts.join(',')}}` };
  }
  if (typeof id !== 'string' && !Number.isInteger(id)) {
    return undefined;
  }
  const idText = members.get('id') ?? JSON.stringify(id);
  return { kind: 'request', id: id as string | number, idText, method, params, text: `{"id":${idText},${parts.join(',')}}` };
}

/** A JSON object, or undefined for every other value. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as JsonObject : undefined;
}

/** A member that the object itself has, never one of its prototype. */
export function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
