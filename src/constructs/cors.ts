import { Duration } from 'cdk8s';

/** Which web pages may call the gateway from a browser: the CORS filter of a Gateway API HTTPRoute. */
export interface Cors {
  /** `allowOrigins`: `https://host[:port]`, a host that starts with `*.`, or `*` alone. */
  readonly allowOrigins: string[];

  /**
   * `allowHeaders`: the request headers that a page may set.
   *
   * @default - what MCP clients send: `Authorization`, `Content-Type`, `Last-Event-ID`, `Mcp-Protocol-Version`, `Mcp-Session-Id`
   */
  readonly allowHeaders?: string[];

  /**
   * `allowMethods`.
   *
   * @default - the methods of MCP's streamable HTTP transport: `GET`, `POST`, `DELETE`, `OPTIONS`
   */
  readonly allowMethods?: string[];

  /**
   * `exposeHeaders`: the response headers that a page may read. An empty list leaves the field out.
   *
   * @default - `Mcp-Session-Id`, without which a page cannot continue its session
   */
  readonly exposeHeaders?: string[];

  /**
   * `allowCredentials`: whether the browser may send cookies and TLS client certificates. Tokens in a header need no credentials.
   *
   * @default false
   */
  readonly allowCredentials?: boolean;

  /**
   * `maxAge`: how long a browser may keep the answer to a preflight request.
   *
   * @default - 5 seconds (Gateway API)
   */
  readonly maxAge?: Duration;
}
