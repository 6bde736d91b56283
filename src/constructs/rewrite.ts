/** A change to the host or path of a request before it is passed on: the `URLRewrite` filter of an HTTPRoute. */
export interface Rewrite {
  /**
   * `hostname`.
   *
   * @default - that of the request
   */
  readonly hostname?: string;

  /**
   * `path.replaceFullPath`: the new path.
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
}
