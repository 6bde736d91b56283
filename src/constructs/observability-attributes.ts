/** What is recorded about a request: `attributes` of an access log or of tracing. */
export interface ObservabilityAttributes {
  /**
   * `attributes.add`: the value of each, by an expression in agentgateway's dialect of CEL, such as `jwt.sub`.
   *
   * @default - what agentgateway records by itself
   */
  readonly add?: Record<string, string>;

  /**
   * `attributes.remove`: names of what is not recorded.
   *
   * @default - none
   */
  readonly remove?: string[];
}
