import { BufferedBody } from './buffered-body';

/** Which bodies are read to their end before they are passed on: `traffic.buffer` (agentgateway 1.3 or newer). At least one of them is given. */
export interface BodyBuffer {
  /**
   * `request`.
   *
   * @default - bodies of requests are passed on as they come
   */
  readonly request?: BufferedBody;

  /**
   * `response`. MCP servers answer with streams, which reach the client only when they end.
   *
   * @default - bodies of answers are passed on as they come
   */
  readonly response?: BufferedBody;
}
