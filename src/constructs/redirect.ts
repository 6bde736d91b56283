/** An answer that sends the client elsewhere: the `RequestRedirect` filter of an HTTPRoute. */
export interface Redirect {
  /**
   * `scheme`: `http` or `https`.
   *
   * @default - that of the request
   */
  readonly scheme?: string;

  /**
   * `hostname`.
   *
   * @default - that of the request
   */
  readonly hostname?: string;

  /**
   * `port`.
   *
   * @default - that of the scheme, or of the listener (Gateway API)
   */
  readonly port?: number;

  /**
   * `path.replaceFullPath`: the path to go to.
   *
   * @default - that of the request
   */
  readonly path?: string;

  /**
   * `path.replacePrefixMatch`: what the matched prefix becomes. The rule then has exactly one path, a prefix.
   *
   * @default - the prefix stays
   */
  readonly prefix?: string;

  /**
   * `statusCode`: 301, 302, 303, 307 or 308. MCP clients post, so 307 and 308 are the ones that keep the method.
   *
   * @default 302
   */
  readonly statusCode?: number;
}
