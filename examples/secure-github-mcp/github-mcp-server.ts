import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { githubMcpTools } from './github-mcp-tools';
import type { ThrowAwayCertificate } from './throw-away-certificate';

/** Path of GitHub's remote MCP server. */
const endpoint = '/mcp/';

export interface GithubMcpServerOptions {
  /** The GitHub token that every request must carry as `Authorization: Bearer <token>`. */
  readonly token: string;
  /** Serve HTTPS with this certificate; plain HTTP without. */
  readonly certificate?: ThrowAwayCertificate;
  /** Sees every request before it is answered, the refused ones too. */
  readonly onRequest?: (request: IncomingMessage) => void;
}

export interface GithubMcpServer {
  /** The port of 127.0.0.1 it listens on, picked by the system. */
  readonly port: number;
  /** Ends all sessions, streams and connections. */
  close(): Promise<void>;
}

/** Starts an MCP server that stands in for GitHub's: streamable HTTP with sessions, on the official SDK. */
export async function startGithubMcpServer(options: GithubMcpServerOptions): Promise<GithubMcpServer> {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const serve = async (...[request, response]: Parameters<RequestListener>): Promise<void> => {
    options.onRequest?.(request);
    const refuse = (status: number, message: string) => void response.writeHead(status, { 'content-type': 'text/plain' }).end(message);
    if (!bears(request, options.token)) {
      return refuse(401, 'unauthorized: bad credentials');
    }
    if (request.url !== endpoint) {
      return refuse(404, 'not found');
    }
    const sessionId = request.headers['mcp-session-id'];
    if (sessionId !== undefined) {
      const session = sessions.get(String(sessionId));
      return session === undefined ? refuse(404, 'session not found') : session.handleRequest(request, response);
    }
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, transport),
      onsessionclosed: (id) => void sessions.delete(id),
    });
    await githubMcpTools().connect(transport);
    return transport.handleRequest(request, response);
  };
  const listener: RequestListener = (request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  };

  const server = options.certificate === undefined ? createHttpServer(listener) : createHttpsServer({ ...options.certificate }, listener);
  const port = await listen(server);
  return {
    port,
    close: async () => {
      await Promise.all([...sessions.values()].map((session) => session.close()));
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Compares in constant time, as the real one would. */
function bears(request: IncomingMessage, token: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));
}
