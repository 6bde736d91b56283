import type { EventSourceMessage } from 'eventsource-parser';
import type { Exchange } from '../http/exchange';
import { stripHopByHop } from '../http/strip-hop-by-hop';
import { Refusal, textRefusal } from '../refusal';
import { EventStreamReader, formatEvent, MAX_MESSAGE } from './event-stream';
import { asObject, own } from './json-rpc-message';
import { jsonRpcError } from './mcp-refusal';
import type { UpstreamCall, UpstreamListener } from '../upstream/upstream';
import type { UpstreamFailure } from '../upstream/upstream-failure';

type Headers = readonly (readonly [name: string, value: string])[];

/** What the client is owed. */
export interface ExpectedAnswer {
  /** The id of the request, as value and as the client wrote it; absent for notifications and for the GET stream. */
  readonly request?: { readonly id: string | number; readonly idText: string };
  /** A notification: whatever the backend says to it, there is nothing to relay. */
  readonly isNotification?: boolean;
  /** Headers of a successful answer beside those of every event stream, told by those of the backend. */
  readonly successHeaders?: (upstreamHeaders: Headers) => Headers;
  /** What becomes of the text of a message of the backend on its way; throws where it cannot be let through. */
  readonly rewrite?: (text: string) => string;
}

type Mode = 'waiting' | 'accepted' | 'events' | 'json' | 'unchanged' | 'done';

const EVENT_STREAM_HEADERS: Headers = [['content-type', 'text/event-stream'], ['cache-control', 'no-cache']];

/**
 * Relays what a backend answers, as agentgateway 1.4 does: success always as an event stream, an error of HTTP unchanged, a notification as 202.
 * A stream that breaks ends with a JSON-RPC error, so that no client waits for ever or takes a part for the whole.
 */
export class AnswerRelay implements UpstreamListener {
  private mode: Mode = 'waiting';
  private answered = false;
  private resumable = false;
  private keepsUp = true;
  private json: Buffer[] = [];
  private jsonLength = 0;
  private upstreamHeaders: Headers = [];
  private readonly reader = new EventStreamReader({
    event: (event) => this.relayEvent(event),
    retry: (milliseconds) => this.write(`retry: ${milliseconds}\n\n`),
    comment: (text) => this.write(`: ${text}\n\n`),
  });
  private call: UpstreamCall | undefined;

  constructor(private readonly exchange: Exchange, private readonly expected: ExpectedAnswer) {}

  /** Ties the call to the client: who leaves, ends it. */
  follow(call: UpstreamCall): void {
    this.call = call;
    this.exchange.onClose(() => call.abort());
    if (this.exchange.closed || this.mode === 'done') {
      call.abort();
    }
  }

  head(status: number, headers: Headers): void {
    const successful = status >= 200 && status < 300;
    const type = (valueOf(headers, 'content-type') ?? '').split(';')[0].trim().toLowerCase();
    if (!successful) {
      this.mode = 'unchanged';
      this.exchange.stream(status, endToEnd(headers), () => this.call?.resume());
    } else if (this.expected.isNotification) {
      this.mode = 'accepted';
    } else if (status === 202 || status === 204) {
      this.refuse(this.fault('unexpected \'accepted\' response'));
    } else if ((valueOf(headers, 'content-encoding') ?? 'identity') !== 'identity') {
      this.refuse(this.fault('the server sent an encoded answer that was not asked for'));
    } else if (type === 'text/event-stream') {
      this.startEvents(headers);
      this.mode = this.mode === 'done' ? 'done' : 'events';
    } else if (type === 'application/json' && this.expected.request) {
      this.mode = 'json';
      this.upstreamHeaders = headers;
    } else {
      this.refuse(this.fault('unexpected content type of the server'));
    }
  }

  data(chunk: Buffer): boolean {
    switch (this.mode) {
      case 'unchanged':
        return this.exchange.write(chunk);
      case 'json':
        this.jsonLength += chunk.length;
        if (this.jsonLength > MAX_MESSAGE) {
          this.refuse(this.fault('the answer of the server is too long'));
        } else {
          this.json.push(chunk);
        }
        return true;
      case 'events':
        this.keepsUp = true;
        if (!this.reader.feed(chunk)) {
          this.breakEvents('the answer of the server is too long');
        }
        return this.keepsUp;
      case 'accepted':
        // an accepted notification is over with the first byte that nobody wants
        this.accept();
        return true;
      default:
        return true;
    }
  }

  end(): void {
    switch (this.mode) {
      case 'unchanged':
        this.finish(() => this.exchange.end());
        break;
      case 'accepted':
        this.accept();
        break;
      case 'json':
        this.endJson();
        break;
      case 'events':
        // a stream that can be taken up again by event id may end before the answer
        if (this.expected.request && !this.answered && !this.resumable) {
          this.breakEvents('upstream stream ended unexpectedly');
        } else {
          this.finish(() => this.exchange.end());
        }
        break;
      default:
    }
  }

  failure(failure: UpstreamFailure): void {
    switch (this.mode) {
      case 'waiting':
        this.refuse(failure.timedOut
          ? textRefusal(504, 'upstream call timeout', 'Timeout')
          : textRefusal(503, `upstream call failed: ${failure.text}`, 'UpstreamFailure'));
        break;
      case 'accepted':
        this.accept();
        break;
      case 'json':
        this.refuse(textRefusal(503, `upstream call failed: ${failure.text}`, 'UpstreamFailure'));
        break;
      case 'events':
        this.breakEvents(failure.text);
        break;
      case 'unchanged':
        this.finish(() => this.exchange.breakOff());
        break;
      default:
    }
  }

  private accept(): void {
    this.finish(() => this.exchange.answer(202, [], ''));
  }

  private startEvents(upstreamHeaders: Headers): void {
    let headers: Headers;
    try {
      headers = this.expected.successHeaders?.(upstreamHeaders) ?? [];
    } catch (error) {
      this.refuse(this.fault((error as Error).message));
      return;
    }
    this.exchange.stream(200, [...EVENT_STREAM_HEADERS, ...headers], () => this.call?.resume());
  }

  private endJson(): void {
    let text: string;
    try {
      text = Buffer.concat(this.json).toString('utf8');
      // on one line, because an event ends at an empty one
      text = this.expected.rewrite?.(text) ?? text;
      text = /[\r\n]/.test(text) ? JSON.stringify(JSON.parse(text)) : (JSON.parse(text), text);
    } catch {
      this.refuse(this.fault('the answer of the server is not JSON'));
      return;
    }
    this.startEvents(this.upstreamHeaders);
    if (this.mode !== 'done') {
      this.write(formatEvent({ data: text }));
      this.finish(() => this.exchange.end());
    }
  }

  private relayEvent(event: EventSourceMessage): void {
    if (this.mode !== 'events') {
      return;
    }
    this.resumable ||= event.id !== undefined;
    let { data } = event;
    try {
      if (data !== '') {
        data = this.expected.rewrite?.(data) ?? data;
      }
    } catch {
      this.breakEvents('the answer of the server is not JSON');
      return;
    }
    this.answered ||= this.isAnswer(data);
    this.write(formatEvent({ ...event, data }));
  }

  private isAnswer(text: string): boolean {
    if (!this.expected.request || this.answered) {
      return this.answered;
    }
    try {
      const message = asObject(JSON.parse(text));
      return message !== undefined && own(message, 'id') === this.expected.request.id && own(message, 'method') === undefined;
    } catch {
      return false;
    }
  }

  private write(text: string): void {
    if (!this.exchange.write(text)) {
      this.keepsUp = false;
    }
  }

  /** Ends a stream that has begun with an error for whoever waits for the answer. */
  private breakEvents(why: string): void {
    const { request } = this.expected;
    this.exchange.log.error = `mcp: ${why}`;
    this.exchange.log.reason = 'UpstreamFailure';
    this.finish(() => {
      if (request && !this.answered) {
        this.write(formatEvent({ data: jsonRpcError(request.idText, -32603, why) }));
      }
      this.exchange.end();
    });
  }

  private fault(why: string): Refusal {
    const error = `mcp: failed to send message: ${why}`;
    return this.expected.request
      ? {
        status: 500,
        contentType: 'application/json',
        body: jsonRpcError(this.expected.request.idText, -32603, `failed to send message: ${why}`),
        error,
        reason: 'UpstreamFailure',
      }
      : textRefusal(500, error, 'UpstreamFailure');
  }

  private refuse(refusal: Refusal): void {
    this.finish(() => this.exchange.refuse(refusal));
  }

  private finish(last: () => void): void {
    this.mode = 'done';
    last();
    this.call?.abort();
  }
}

/** What of a backend's own error goes to the client: everything but what belongs to its connection and its session. */
function endToEnd(headers: Headers): Headers {
  const connection = stripHopByHop(headers.map(([name, value]) => [name.toLowerCase(), value] as const));
  return connection.filter(([name]) => name !== 'mcp-session-id' && name !== 'content-length' && name !== 'date');
}

function valueOf(headers: Headers, name: string): string | undefined {
  return headers.find(([given]) => given.toLowerCase() === name)?.[1];
}
