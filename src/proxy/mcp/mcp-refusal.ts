import type { Refusal } from '../refusal';
import type { JsonRpcRequest } from './json-rpc-message';

/** An error of JSON-RPC as the body of an HTTP error, with agentgateway's spelling and order of members. */
export function jsonRpcRefusal(status: number, request: JsonRpcRequest, code: number, message: string, data?: unknown): Refusal {
  return { status, contentType: 'application/json', body: jsonRpcError(request.idText, code, message, data), error: `mcp: ${message}`, reason: 'MCP' };
}

/** The text of a JSON-RPC error; `idText` is the id as JSON. */
export function jsonRpcError(idText: string, code: number, message: string, data?: unknown): string {
  const detail = data === undefined ? '' : `,"data":${JSON.stringify(data)}`;
  return `{"jsonrpc":"2.0","id":${idText},"error":{"code":${code},"message":${JSON.stringify(message)}${detail}}}`;
}
