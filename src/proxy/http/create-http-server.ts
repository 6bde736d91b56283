import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** How many connections one listener holds at a time. */
const MAX_CONNECTIONS = 10_000;

export interface HttpHandlers {
  /** `expectsContinue`: the client waits for `100 Continue` before it sends the body. */
  request(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void;
  connect(request: IncomingMessage, socket: Duplex): void;
}

/**
 * An HTTP/1.1 server that is safe to expose.
 *
 * `insecureHTTPParser: false` also neutralises `NODE_OPTIONS=--insecure-http-parser`, which would let requests be smuggled. A missing host is
 * answered by the caller, as agentgateway does. Node drops headers after the 2000th without a word, so the caller must refuse long before that.
 * Responses are not cut by `requestTimeout`, so streams live as long as they need.
 */
export function createHttpServer(handlers: HttpHandlers): Server {
  const server = createServer({
    insecureHTTPParser: false,
    requireHostHeader: false,
    joinDuplicateHeaders: false,
    maxHeaderSize: 16_384,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: 5_000,
    noDelay: true,
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.on('request', (request, response) => handlers.request(request, response, false));
  server.on('checkContinue', (request, response) => handlers.request(request, response, true));
  server.on('checkExpectation', (request, response) => handlers.request(request, response, false));
  server.on('connect', (request, socket) => handlers.connect(request, socket));
  return server;
}
