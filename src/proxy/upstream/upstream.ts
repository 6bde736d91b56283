/// <reference path="../../vendor/undici.d.ts" />
import { isIP } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import type { buildConnector, Dispatcher } from 'undici';
import buildConnection from 'undici/lib/core/connect.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import { describeUpstreamError, UpstreamFailure } from './upstream-failure';
import type { McpTarget } from '../../gateway';

/** A network address that a connection goes to. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface UpstreamRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

/** Told how a call goes: the head, then data, then either end or failure. */
export interface UpstreamListener {
  head(status: number, headers: readonly (readonly [name: string, value: string])[]): void;
  /** @returns false to be sent nothing more until `resume` */
  data(chunk: Buffer): boolean;
  end(): void;
  failure(failure: UpstreamFailure): void;
}

export interface UpstreamCall {
  /** Ends the call; the listener hears nothing more. */
  abort(): void;
  resume(): void;
}

/** agentgateway's connect timeout (`types/frontend.rs`). */
const CONNECT_TIMEOUT = 10_000;
/** How long a backend may think before its first byte. */
const HEADERS_TIMEOUT = 600_000;
const MAX_CALLS = 4096;

/**
 * The connections to one MCP server.
 *
 * Their number is not limited by the pool, which would let streams starve calls, but by the calls at a time. Where `connectTo` is given,
 * connections go there, while the TLS name and `Host` stay those of the target.
 */
export class Upstream {
  private readonly pool: Pool;
  private calls = 0;

  constructor(readonly target: McpTarget, connectTo: Address | undefined) {
    const { tls } = target;
    const host = target.host.includes(':') ? `[${target.host}]` : target.host;
    const connect = buildConnection({
      timeout: CONNECT_TIMEOUT,
      rejectUnauthorized: tls?.verify !== 'off',
      // the name of the target counts, wherever the connection goes
      checkServerIdentity: (_host, certificate) => tls?.verify === 'full' ? checkServerIdentity(tls.serverName, certificate) : undefined,
    });
    this.pool = new Pool(`${tls ? 'https' : 'http'}://${host}:${target.port}`, {
      connections: null,
      allowH2: false,
      pipelining: 1,
      headersTimeout: HEADERS_TIMEOUT,
      bodyTimeout: 0,
      connect: (options: buildConnector.Options, callback: buildConnector.Callback) => connect({
        ...options,
        ...(connectTo ? { hostname: connectTo.host, port: String(connectTo.port) } : {}),
        ...(tls && isIP(tls.serverName) === 0 ? { servername: tls.serverName } : {}),
      }, callback),
    });
  }

  call(request: UpstreamRequest, listener: UpstreamListener): UpstreamCall {
    if (this.calls >= MAX_CALLS) {
      listener.failure({ text: 'too many calls at a time', timedOut: false });
      return { abort: () => undefined, resume: () => undefined };
    }
    this.calls++;
    const handler = new CallHandler(listener, () => this.calls--);
    try {
      this.pool.dispatch({
        method: request.method,
        path: this.target.path,
        headers: request.headers.flat(),
        body: request.body,
        idempotent: false,
        blocking: true,
      }, handler);
    } catch (error) {
      handler.onResponseError(undefined, error as Error);
    }
    return handler;
  }

  /** Breaks off what is under way. */
  close(): Promise<void> {
    return this.pool.destroy();
  }
}

class CallHandler implements Dispatcher.DispatchHandler, UpstreamCall {
  private controller: Dispatcher.DispatchController | undefined;
  private aborted = false;
  private settled = false;

  constructor(private readonly listener: UpstreamListener, private readonly release: () => void) {}

  abort(): void {
    this.aborted = true;
    if (this.settled) {
      return;
    }
    this.controller?.abort(new Error('the client has left'));
  }

  resume(): void {
    if (!this.settled) {
      this.controller?.resume();
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.aborted) {
      controller.abort(new Error('the client has left'));
    }
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Record<string, string | string[] | undefined>): void {
    if (!this.aborted && status >= 200) {
      this.listener.head(status, Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one] as const)));
    }
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.aborted && !this.listener.data(chunk)) {
      controller.pause();
    }
  }

  onResponseEnd(): void {
    if (this.settle() && !this.aborted) {
      this.listener.end();
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    if (this.settle() && !this.aborted) {
      this.listener.failure(describeUpstreamError(error));
    }
  }

  private settle(): boolean {
    const first = !this.settled;
    this.settled = true;
    if (first) {
      this.release();
    }
    return first;
  }
}
