import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Answer, Decider, ForwardDecision, HttpDecision, HttpRequestFacts, Profile } from '../decision';
import type { McpBackend } from '../gateway';
import { createHttpServer } from './http/create-http-server';
import { Exchange } from './http/exchange';
import { maskQuery } from './http/mask-query';
import { PrincipalLimit } from './http/principal-limit';
import { readRequest } from './http/read-request';
import { DecisionRecord, describeContext, describeRules, digestCredential, formatKey } from './log/decision-record';
import { formatAccessLog } from './log/format-access-log';
import { McpEndpoint, ReadyBackend } from './mcp/mcp-endpoint';
import { Sessions } from './mcp/sessions';
import { textRefusal } from './refusal';

export interface GatewayServerOptions {
  readonly profile: Profile;
  readonly decider: Decider;
  readonly backends: ReadonlyMap<McpBackend, ReadyBackend>;
  readonly sessions: Sessions;
  readonly accessLog: (line: string) => void;
  /** @default - decisions are not recorded */
  readonly decisionLog?: (record: DecisionRecord) => void;
  /** Query parameters that policies read credentials from. */
  readonly credentialParameters: ReadonlySet<string>;
}

/** Serves requests: each one is read, decided, and then answered or relayed. */
export class GatewayServer {
  private readonly endpoint: McpEndpoint;
  private readonly limit = new PrincipalLimit();
  private readonly exchanges = new Set<Exchange>();
  private draining = false;

  constructor(private readonly options: GatewayServerOptions) {
    this.endpoint = new McpEndpoint({
      profile: options.profile,
      decider: options.decider,
      sessions: options.sessions,
      record: (record, exchange, facts) => this.record(record, exchange, facts),
    });
  }

  /** An HTTP server for one port of the Gateway; it does not listen yet. */
  createServer(gatewayPort: number): Server {
    const server = createHttpServer({
      request: (request, response, expectsContinue) => this.accept(gatewayPort, server, request, response, expectsContinue),
      connect: (request, socket) => this.refuseConnect(request, socket),
    });
    return server;
  }

  /** From now on every connection ends with its request, and streams that would last for ever end. */
  drain(): void {
    this.draining = true;
    for (const exchange of this.exchanges) {
      exchange.drain();
    }
  }

  private accept(gatewayPort: number, server: Server, request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void {
    const exchange = new Exchange(request, response, expectsContinue, performance.now(), this.options.accessLog);
    this.exchanges.add(exchange);
    if (this.draining) {
      exchange.drain();
    }
    exchange.onClose(() => {
      this.exchanges.delete(exchange);
      if (this.draining) {
        setImmediate(() => server.closeIdleConnections());
      }
    });
    this.serve(gatewayPort, exchange, request).catch(() => {
      // what went wrong must not reach the client, and must not end as an answer that looks good
      exchange.refuse(textRefusal(500, 'internal error', 'Internal'));
      exchange.breakOffIfUnfinished();
    });
  }

  private async serve(gatewayPort: number, exchange: Exchange, request: IncomingMessage): Promise<void> {
    const facts = readRequest(request, this.options.profile, new Date());
    exchange.log.source = `${request.socket.remoteAddress}:${request.socket.remotePort}`;
    exchange.log.method = request.method;
    exchange.log.version = `HTTP/${request.httpVersion}`;
    if ('status' in facts) {
      exchange.refuse(facts);
      return;
    }
    exchange.log.host = facts.host;
    exchange.log.path = facts.query === '' ? facts.path : `${facts.path}?${maskQuery(facts.query, this.options.credentialParameters)}`;
    const decision = await this.options.decider.decideHttp(gatewayPort, facts);
    this.note(decision, exchange, facts);
    if (decision.kind === 'answer') {
      this.answer(exchange, decision);
    } else {
      await this.forward(exchange, facts, decision);
    }
  }

  private answer(exchange: Exchange, { status, headers, body, error, reason }: Answer): void {
    exchange.log.error = error;
    exchange.log.reason = reason;
    exchange.answer(status, headers, body);
  }

  private async forward(exchange: Exchange, facts: HttpRequestFacts, decision: ForwardDecision): Promise<void> {
    exchange.responseModifiers = decision.responseHeaders;
    const backend = this.options.backends.get(decision.backend);
    if (!backend) {
      exchange.refuse(textRefusal(500, 'backend does not exist', 'Internal'));
      return;
    }
    if (decision.principal !== undefined) {
      const leave = this.limit.enter(decision.principal);
      if (!leave) {
        exchange.refuse(textRefusal(429, 'too many requests at a time'));
        return;
      }
      exchange.onClose(leave);
    }
    await this.endpoint.serve(exchange, facts, decision, backend);
  }

  private note(decision: HttpDecision, exchange: Exchange, facts: HttpRequestFacts): void {
    const { context } = decision;
    exchange.log.gateway = context.gateway && formatKey(context.gateway);
    exchange.log.listener = context.listener;
    exchange.log.route = context.route && formatKey(context.route);
    exchange.log.routeRule = context.ruleName;
    exchange.log.subject = context.subject;
    this.record({
      ...describeContext(context),
      stage: context.stage,
      allowed: decision.kind === 'forward',
      ...(decision.kind === 'answer' && { status: decision.status }),
      rules: describeRules(context.rules),
    }, exchange, facts);
  }

  private record(record: Omit<DecisionRecord, 'time' | 'token' | 'duration'>, exchange: Exchange, facts: HttpRequestFacts): void {
    this.options.decisionLog?.({
      time: new Date().toISOString(),
      ...record,
      token: digestCredential(facts.headers),
      duration: exchange.elapsedMilliseconds,
    });
  }

  /** Node hands over the bare connection; a tunnel is never opened. */
  private refuseConnect(request: IncomingMessage, socket: Duplex): void {
    const body = 'method not allowed';
    socket.on('error', () => undefined);
    socket.end(`HTTP/1.1 405 Method Not Allowed\r\ncontent-type: text/plain\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`);
    this.options.accessLog(formatAccessLog({
      source: `${request.socket.remoteAddress}:${request.socket.remotePort}`,
      method: request.method,
      host: request.url,
      version: `HTTP/${request.httpVersion}`,
      status: 405,
      protocol: 'http',
      error: body,
      reason: 'Internal',
      duration: 0,
    }, new Date()));
  }
}
