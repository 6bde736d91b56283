import { once } from 'node:events';
import { createServer, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface ScriptedBackend {
  readonly port: number;
  readonly received: ReceivedRequest[];
  close(): Promise<void>;
}

/** A backend that answers as the test says, and remembers what it was asked. */
export async function startScriptedBackend(answer: (request: ReceivedRequest, response: ServerResponse) => void): Promise<ScriptedBackend> {
  const received: ReceivedRequest[] = [];
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', rawHeaders, headers } = request;
      const entry = { method, path: url, rawHeaders, headers, body: Buffer.concat(chunks).toString() };
      received.push(entry);
      answer(entry, response);
    });
  };
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    received,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers one JSON-RPC request with a result as an event stream, and `initialize` with a session, as a simple MCP server would. */
export function answerResult(result: unknown): (request: ReceivedRequest, response: ServerResponse) => void {
  return ({ body, method }, response) => {
    if (method !== 'POST') {
      response.writeHead(405).end();
      return;
    }
    const message = JSON.parse(body) as { id?: unknown; method: string };
    if (message.id === undefined) {
      response.writeHead(202).end();
      return;
    }
    const answered = message.method === 'initialize'
      ? { protocolVersion: '2025-06-18', capabilities: {}, serverInfo: { name: 'scripted', version: '1' } }
      : result;
    response.writeHead(200, { 'content-type': 'text/event-stream', ...(message.method === 'initialize' && { 'mcp-session-id': 'upstream-1' }) });
    response.end(`event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', id: message.id, result: answered })}\n\n`);
  };
}
