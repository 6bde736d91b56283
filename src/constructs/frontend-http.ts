import { Duration } from 'cdk8s';
import { HeaderCase } from './header-case';

/** What a gateway takes from clients: `spec.frontend.http` of an AgentgatewayPolicy. At least one of its fields is given; sizes are in bytes, 1 to 4294967295. */
export interface FrontendHttp {
  /**
   * `maxBufferSize`: the longest body that is read whole, where something asks for that: an MCP message, a rule about `request.body`, a buffer.
   *
   * @default - 2 MiB
   */
  readonly maxBufferSize?: number;

  /**
   * `maxConnectionDuration`: after this time a connection ends with the request that is on it, at least 1s.
   *
   * @default - no limit
   */
  readonly maxConnectionDuration?: Duration;

  /**
   * `http1MaxHeaders`: headers of a request of HTTP/1.1, 1 to 4096.
   *
   * @default 100
   */
  readonly http1MaxHeaders?: number;

  /**
   * `http1IdleTimeout`: how long a connection of HTTP/1.1 may be unused, at least 1s.
   *
   * @default Duration.minutes(10)
   */
  readonly http1IdleTimeout?: Duration;

  /**
   * `http1HeaderCase`.
   *
   * @default - that of agentgateway
   */
  readonly http1HeaderCase?: HeaderCase;

  /**
   * `http2MaxHeaderSize`: all headers of a request of HTTP/2 together.
   *
   * @default - 16 KiB
   */
  readonly http2MaxHeaderSize?: number;

  /**
   * `http2FrameSize`: the longest frame of HTTP/2, 16384 to 1677215.
   *
   * @default 16384
   */
  readonly http2FrameSize?: number;

  /**
   * `http2WindowSize`: what a client may send on one stream of HTTP/2 before it is taken.
   *
   * @default - that of agentgateway
   */
  readonly http2WindowSize?: number;

  /**
   * `http2ConnectionWindowSize`: what a client may send on one connection of HTTP/2 before it is taken.
   *
   * @default - that of agentgateway
   */
  readonly http2ConnectionWindowSize?: number;

  /**
   * `http2KeepaliveInterval`: how often a connection of HTTP/2 is probed, at least 1s.
   *
   * @default - not at all
   */
  readonly http2KeepaliveInterval?: Duration;

  /**
   * `http2KeepaliveTimeout`: how long an answer to a probe may take, at least 1s.
   *
   * @default - that of agentgateway
   */
  readonly http2KeepaliveTimeout?: Duration;
}
