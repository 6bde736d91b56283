import { createHash } from 'node:crypto';
import type { Exchange } from '../http/exchange';
import { DecisionRecord, describeContext, describeRules } from '../log/decision-record';
import { Refusal, textRefusal } from '../refusal';
import { checkProtocol } from './check-protocol';
import { filterLists } from './filter-lists';
import { asObject, JsonRpcMessage, JsonRpcNotification, JsonRpcRequest, own, readJsonRpcMessage, undeserializable } from './json-rpc-message';
import { jsonRpcRefusal } from './mcp-refusal';
import { LEGACY_METHODS, LIST_MEMBERS, ListMember, MODERN_VERSION } from './methods';
import { AnswerRelay, ExpectedAnswer } from './relay-answer';
import { McpItemName, requestedItems } from './requested-items';
import { isVisibleAscii, OpenedSession, SessionOwner } from './session-ids';
import { Sessions } from './sessions';
import { behaviorOf, Decider, ForwardDecision, HttpRequestFacts, McpItem, Profile } from '../../decision';
import type { Upstream, UpstreamRequest } from '../upstream/upstream';
import { upstreamHeaders } from '../upstream/upstream-headers';

/** agentgateway's `maxBufferSize`, in bytes. */
const MAX_BODY = 2 * 1024 * 1024;
/** How many names of hidden items a decision record holds. */
const MAX_RECORDED = 100;

const METHOD_NOT_ALLOWED = textRefusal(405, 'mcp: method not allowed; must be GET, POST, or DELETE', 'MCP');
const SESSION_REQUIRED = textRefusal(400, 'mcp: session ID is required', 'MCP');

/** A backend with what it takes to call it. */
export interface ReadyBackend {
  readonly upstream: Upstream;
  /** Header and value of the gateway's own credential. */
  readonly credential?: readonly [name: string, value: string];
}

export interface McpEndpointOptions {
  readonly profile: Profile;
  readonly decider: Decider;
  readonly sessions: Sessions;
  readonly record: (record: Omit<DecisionRecord, 'time' | 'token' | 'duration'>, exchange: Exchange, facts: HttpRequestFacts) => void;
}

/** One request on its way to a backend. */
interface Call {
  readonly exchange: Exchange;
  readonly facts: HttpRequestFacts;
  readonly forward: ForwardDecision;
  readonly backend: ReadyBackend;
  readonly owner: SessionOwner;
}

/** Speaks MCP's streamable HTTP to clients and relays it to one server, as agentgateway 1.4 does (`mcp/streamablehttp.rs`, `mcp/session.rs`). */
export class McpEndpoint {
  constructor(private readonly options: McpEndpointOptions) {}

  async serve(exchange: Exchange, facts: HttpRequestFacts, forward: ForwardDecision, backend: ReadyBackend): Promise<void> {
    const { target } = backend.upstream;
    const owner = { backend: forward.backend.key, target: target.name, principal: forward.principal };
    const call: Call = { exchange, facts, forward, backend, owner };
    exchange.log.protocol = 'mcp';
    exchange.log.endpoint = `${target.host}:${target.port}`;
    if (facts.path === '/sse') {
      exchange.refuse(textRefusal(501, 'mcp: the SSE transport of MCP 2024-11-05 is not served', 'MCP'));
      return;
    }
    const refusal = await this.dispatch(call);
    if (refusal) {
      exchange.refuse(refusal);
    }
  }

  private async dispatch(call: Call): Promise<Refusal | undefined> {
    switch (call.facts.method) {
      case 'POST':
        return this.post(call);
      case 'GET':
        return this.get(call);
      case 'DELETE':
        return this.delete(call);
      default:
        return METHOD_NOT_ALLOWED;
    }
  }

  private async post(call: Call): Promise<Refusal | undefined> {
    const accept = first(call.facts, 'accept') ?? '';
    if (!accept.includes('application/json') || !accept.includes('text/event-stream')) {
      return textRefusal(406, 'mcp: client must accept both application/json and text/event-stream', 'MCP');
    }
    if (!first(call.facts, 'content-type')?.startsWith('application/json')) {
      return textRefusal(415, 'mcp: client must send application/json', 'MCP');
    }
    const body = await call.exchange.readBody(MAX_BODY);
    if (body === 'aborted') {
      return undefined;
    }
    if (body === 'too large') {
      return undeserializable('length limit exceeded');
    }
    const message = readJsonRpcMessage(body, this.options.profile);
    return 'status' in message ? message : this.postMessage(call, message);
  }

  private postMessage(call: Call, message: JsonRpcMessage): Refusal | undefined {
    if (message.kind === 'answer') {
      return textRefusal(500, 'mcp: failed to send message: invalid request: unsupported message type', 'MCP');
    }
    call.exchange.log.mcpMethod = message.method;
    const { modern, refusal } = checkProtocol(message, (name) => first(call.facts, name), this.options.profile);
    if (refusal) {
      return refusal;
    }
    const session = this.sessionOf(call, message, modern);
    if ('status' in session) {
      return session;
    }
    if (message.kind === 'notification') {
      return this.notify(call, message, session);
    }
    return this.request(call, message, session);
  }

  private sessionOf(call: Call, message: JsonRpcRequest | JsonRpcNotification, modern: boolean): OpenedSession | Refusal {
    const id = this.sessionId(call);
    if (id !== undefined) {
      return modern ? textRefusal(400, 'mcp: invalid session ID header', 'MCP') : this.options.sessions.resume(id, call.owner);
    }
    const opens = message.kind === 'request' && message.method === 'initialize';
    return modern || opens ? {} : textRefusal(400, 'mcp: session header is required for non-initialize requests', 'MCP');
  }

  private notify(call: Call, { method, text }: JsonRpcNotification, session: OpenedSession): Refusal | undefined {
    // what no rule has looked at must not reach a server that would carry it out
    if (this.options.profile === 'strict' && !method.startsWith('notifications/')) {
      return textRefusal(400, `mcp: ${method} is not a notification, it needs an id`, 'MCP');
    }
    this.send(call, { method: 'POST', body: text }, session, { isNotification: true });
    return undefined;
  }

  private request(call: Call, message: JsonRpcRequest, session: OpenedSession): Refusal | undefined {
    const { method } = message;
    const modern = (first(call.facts, 'mcp-protocol-version') ?? '') >= MODERN_VERSION;
    if (!modern && !LEGACY_METHODS.has(method)) {
      return jsonRpcRefusal(500, message, -32603, `failed to send message: unsupported method: ${method}`);
    }
    const items = requestedItems(message);
    if (items === 'invalid') {
      return modern
        ? jsonRpcRefusal(400, message, -32602, `invalid request parameters: invalid params for method: ${method}`)
        : jsonRpcRefusal(500, message, -32603, `failed to send message: invalid request: invalid params for method: ${method}`);
    }
    logItems(call, items);
    const denied = items.find((item) => !this.allows(call, item));
    if (denied) {
      return jsonRpcRefusal(behaviorOf(this.options.profile).mcpDenialStatus, message, -32602, `Unknown ${denied.kind}: ${denied.name}`);
    }
    this.send(call, { method: 'POST', body: method === 'initialize' ? withoutServerRequests(message) : message.text }, session, {
      request: message,
      successHeaders: method === 'initialize' && this.sessionId(call) === undefined ? (headers) => this.startSession(call, headers) : undefined,
      rewrite: LIST_MEMBERS.has(method) ? this.filter(call, LIST_MEMBERS.get(method), method) : undefined,
    });
    return undefined;
  }

  private get(call: Call): Refusal | undefined {
    const refusal = refuseModern(call);
    if (refusal) {
      return refusal;
    }
    if (!first(call.facts, 'accept')?.includes('text/event-stream')) {
      return textRefusal(406, 'mcp: client must accept text/event-stream', 'MCP');
    }
    const id = this.sessionId(call);
    if (id === undefined) {
      return SESSION_REQUIRED;
    }
    const session = this.options.sessions.find(id, call.owner);
    if ('status' in session) {
      return session;
    }
    // a stream that is taken up again may bring the answer to a list request of before
    this.send(call, { method: 'GET' }, session, { rewrite: this.filter(call, undefined, 'GET') });
    return undefined;
  }

  private delete(call: Call): Refusal | undefined {
    const refusal = refuseModern(call);
    if (refusal) {
      return refusal;
    }
    const id = this.sessionId(call);
    if (id === undefined) {
      return SESSION_REQUIRED;
    }
    const session = this.options.sessions.end(id, call.owner);
    if (session?.upstream !== undefined) {
      // the client does not learn how it went, as in agentgateway
      const ending = call.backend.upstream.call(this.outgoing(call, { method: 'DELETE' }, session), {
        head: () => undefined,
        data: () => {
          ending.abort();
          return true;
        },
        end: () => undefined,
        failure: () => undefined,
      });
    }
    call.exchange.answer(202, [], '');
    return undefined;
  }

  private send(call: Call, request: Pick<UpstreamRequest, 'method' | 'body'>, session: OpenedSession, expected: ExpectedAnswer): void {
    if (call.exchange.closed) {
      return;
    }
    const relay = new AnswerRelay(call.exchange, expected);
    relay.follow(call.backend.upstream.call(this.outgoing(call, request, session), relay));
  }

  private outgoing(call: Call, { method, body }: Pick<UpstreamRequest, 'method' | 'body'>, session: OpenedSession): UpstreamRequest {
    const { facts, forward, backend } = call;
    const headers = this.options.profile === 'strict' ? withoutClientCredential(forward.headers, facts.headers) : forward.headers;
    return {
      method,
      body,
      headers: upstreamHeaders(headers, {
        target: backend.upstream.target,
        credential: backend.credential,
        authority: facts.authority,
        session: session.upstream,
        accept: method === 'GET' ? 'text/event-stream' : 'text/event-stream, application/json',
        hasBody: body !== undefined,
      }),
    };
  }

  private startSession(call: Call, upstreamAnswer: readonly (readonly [name: string, value: string])[]): [string, string][] {
    const upstream = upstreamAnswer.find(([name]) => name === 'mcp-session-id')?.[1];
    if (upstream !== undefined && !(isVisibleAscii(upstream) && upstream.length <= 1024)) {
      throw new Error('the session id of the server is not usable');
    }
    const id = this.options.sessions.start(call.owner, upstream);
    call.exchange.log.session = digest(id);
    return [['mcp-session-id', id]];
  }

  /** The session id of the client; one that is not ASCII counts as none, as in agentgateway. */
  private sessionId({ exchange, facts }: Call): string | undefined {
    const id = first(facts, 'mcp-session-id');
    if (id === undefined || /[^\x20-\x7e]/.test(id)) {
      return undefined;
    }
    exchange.log.session = digest(id);
    return id;
  }

  private allows({ exchange, facts, forward, owner }: Call, name: McpItemName): boolean {
    const item: McpItem = { ...name, target: owner.target };
    const { allowed, rules } = this.options.decider.decideMcp(forward, item);
    this.options.record({
      ...describeContext(forward.context),
      stage: 'mcpAuthorization',
      allowed,
      ...(!allowed && { status: behaviorOf(this.options.profile).mcpDenialStatus }),
      item,
      rules: describeRules(rules),
    }, exchange, facts);
    return allowed;
  }

  private filter({ exchange, facts, forward, owner }: Call, member: ListMember | undefined, method: string): (text: string) => string {
    return (text) => {
      let shown = 0;
      const hidden: string[] = [];
      const filtered = filterLists(text, member, (item) => {
        const { allowed } = this.options.decider.decideMcp(forward, { ...item, target: owner.target });
        shown += allowed ? 1 : 0;
        if (!allowed && hidden.length < MAX_RECORDED) {
          hidden.push(item.name);
        }
        return allowed;
      });
      if (filtered !== text) {
        this.options.record({
          ...describeContext(forward.context), stage: 'mcpAuthorization', allowed: true, list: { method, shown, hidden }, rules: [],
        }, exchange, facts);
      }
      return filtered;
    };
  }
}

function refuseModern({ facts }: Call): Refusal | undefined {
  const version = first(facts, 'mcp-protocol-version') ?? '';
  return version >= MODERN_VERSION ? textRefusal(400, `mcp: unsupported MCP protocol version: ${version}`, 'MCP') : undefined;
}

/** A client cannot answer requests of the server through the gateway, so the server is not told that it could be asked. */
function withoutServerRequests(message: JsonRpcRequest): string {
  const params = message.params ?? {};
  const capabilities = asObject(own(params, 'capabilities'));
  const { roots: _roots, sampling: _sampling, elicitation: _elicitation, ...rest } = (capabilities ?? {}) as Record<string, unknown>;
  const forwarded = { ...params, ...(capabilities && { capabilities: rest }) };
  return `{"id":${message.idText},"jsonrpc":"2.0","method":"initialize","params":${JSON.stringify(forwarded)}}`;
}

/** In strict a token for the gateway never goes on, also where no policy has consumed it; what a policy has set instead stays. */
function withoutClientCredential(headers: ForwardDecision['headers'], sent: HttpRequestFacts['headers']): ForwardDecision['headers'] {
  const credentials = new Set(sent.filter(([name]) => name === 'authorization').map(([, value]) => value));
  return headers.filter(([name, value]) => !(name === 'authorization' && credentials.has(value)));
}

function logItems({ exchange, owner }: Call, items: readonly McpItemName[]): void {
  const [item] = items;
  if (!item) {
    return;
  }
  exchange.log.mcpTarget = owner.target;
  exchange.log.mcpResourceType = item.kind;
  exchange.log.mcpResourceUri = item.kind === 'resource' ? item.name : undefined;
  exchange.log.tool = item.kind === 'tool' ? item.name : undefined;
  exchange.log.prompt = item.kind === 'prompt' ? item.name : undefined;
}

/** A session id opens a session, so logs only tell which one it was. */
function digest(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 16);
}

function first(facts: HttpRequestFacts, name: string): string | undefined {
  return facts.headers.find(([given]) => given === name)?.[1];
}
