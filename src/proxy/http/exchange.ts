import type { IncomingMessage, ServerResponse } from 'node:http';
import { modifyHeaders } from '../../decision';
import type { HeaderModifier } from '../../gateway';
import { AccessLogFields, formatAccessLog } from '../log/format-access-log';
import { Refusal, textRefusal } from '../refusal';
import { readBody, UnreadBody } from './read-body';

type Headers = readonly (readonly [name: string, value: string])[];

/**
 * One request and its one answer: whoever answers first has answered, headers of policies are on every answer, and one line is logged
 * when it is over.
 */
export class Exchange {
  /** What the access log line will say; filled in as it becomes known. */
  readonly log: AccessLogFields = { protocol: 'http' };
  /** What policies do to the headers of whatever answer comes, in order. */
  responseModifiers: readonly HeaderModifier[] = [];
  private over = false;
  private onDrain: (() => void) | undefined;

  constructor(
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    private readonly expectsContinue: boolean,
    private readonly startedAt: number,
    writeLog: (line: string) => void,
  ) {
    response.on('close', () => {
      this.over = true;
      const duration = Math.round(performance.now() - this.startedAt);
      writeLog(formatAccessLog({ status: response.headersSent ? response.statusCode : undefined, ...this.log, duration }, new Date()));
    });
    response.on('drain', () => this.onDrain?.());
    // a connection that breaks while something is written ends in `close`, and only there
    response.on('error', () => undefined);
  }

  /** The client is gone or everything has been said. */
  get closed(): boolean {
    return this.over || this.response.destroyed;
  }

  get elapsedMilliseconds(): number {
    return Math.round(performance.now() - this.startedAt);
  }

  /** Calls back once, when the exchange is over, whether it was answered or the client left. */
  onClose(callback: () => void): void {
    this.response.once('close', callback);
  }

  readBody(limit: number): Promise<Buffer | UnreadBody> {
    if (this.expectsContinue && !this.closed) {
      this.response.writeContinue();
    }
    return readBody(this.request, limit);
  }

  refuse(refusal: Refusal): void {
    this.log.error = refusal.error;
    this.log.reason = refusal.reason;
    this.answer(refusal.status, [['content-type', refusal.contentType]], refusal.body);
  }

  answer(status: number, headers: Headers, body: string): void {
    if (this.start(status, [...headers, ['content-length', String(Buffer.byteLength(body))]])) {
      this.response.end(body);
    }
  }

  /** Starts an answer whose body follows in pieces; `drained` is called when a `write` that returned false has been taken. */
  stream(status: number, headers: Headers, drained: () => void): void {
    this.onDrain = drained;
    if (this.start(status, headers)) {
      this.response.flushHeaders();
    }
  }

  /** @returns false when the client does not keep up and the next piece should wait */
  write(chunk: string | Buffer): boolean {
    return this.closed || this.response.write(chunk);
  }

  end(): void {
    this.response.end();
  }

  /** Breaks off an answer that cannot be finished, so that the client does not take it for whole. */
  breakOff(): void {
    this.response.destroy();
  }

  /** Ends an answer that broke while it was given. */
  breakOffIfUnfinished(): void {
    if (!this.response.writableEnded) {
      this.response.destroy();
    }
  }

  /** The connection ends with this exchange, and a stream that would last for ever ends now. */
  drain(): void {
    this.response.shouldKeepAlive = false;
    if (this.request.method === 'GET' && this.response.headersSent && !this.response.writableEnded) {
      this.response.end();
    }
  }

  private start(status: number, headers: Headers): boolean {
    if (this.closed || this.response.headersSent) {
      return false;
    }
    try {
      this.response.writeHead(status, this.responseModifiers.reduce(modifyHeaders, headers).flat());
      return true;
    } catch {
      // a status or header of the backend that HTTP does not allow
      const refusal = textRefusal(503, 'invalid http: the answer of the backend', 'UpstreamFailure');
      this.log.error = refusal.error;
      this.log.reason = refusal.reason;
      this.response.writeHead(refusal.status, ['content-type', refusal.contentType, 'content-length', String(refusal.body.length)]).end(refusal.body);
      return false;
    }
  }
}
