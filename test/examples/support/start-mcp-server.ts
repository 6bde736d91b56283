import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Running } from '../../support/running';

/** What a server offers, by name; each answers with the name of the server. */
export interface McpServerOptions {
  readonly name: string;
  readonly tools: readonly string[];
  readonly prompts?: readonly string[];
}

/**
 * Starts an MCP server of the official SDK on this machine: streamable HTTP at `/mcp`, with sessions.
 *
 * @returns its address
 */
export async function startMcpServer(running: Running, options: McpServerOptions): Promise<string> {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const serve = async (...[request, response]: Parameters<RequestListener>): Promise<void> => {
    const known = sessions.get(String(request.headers['mcp-session-id']));
    // the gateway takes the token away before it asks a server
    if (request.url !== '/mcp' || request.headers.authorization !== undefined) {
      return void response.writeHead(500).end();
    }
    if (known !== undefined) {
      return known.handleRequest(request, response);
    }
    const transport: StreamableHTTPServerTransport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, transport),
      onsessionclosed: (id) => void sessions.delete(id),
    });
    await mcpServer(options).connect(transport);
    return transport.handleRequest(request, response);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.endLater(server, async () => {
    await Promise.all([...sessions.values()].map((session) => session.close()));
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function mcpServer({ name, tools, prompts = [] }: McpServerOptions): McpServer {
  const server = new McpServer({ name, version: '1.0.0' });
  for (const tool of tools) {
    server.registerTool(tool, {}, () => ({ content: [{ type: 'text', text: name }] }));
  }
  for (const prompt of prompts) {
    server.registerPrompt(prompt, {}, () => ({ messages: [{ role: 'user', content: { type: 'text', text: name } }] }));
  }
  return server;
}
