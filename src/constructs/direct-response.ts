/** An answer that the gateway gives by itself: `traffic.directResponse`. */
export interface DirectResponse {
  /** `status`, 200 to 599. */
  readonly status: number;

  /**
   * `body`: a text of at most 4096 characters; not together with `bodyExpression`.
   *
   * @default - empty
   */
  readonly body?: string;

  /**
   * `bodyExpression`: an expression for the body (agentgateway 1.3 or newer).
   *
   * @default - see `body`
   */
  readonly bodyExpression?: string;

  /**
   * `headers`: the value of each by an expression, at most 16 (agentgateway 1.3 or newer).
   *
   * @default - none
   */
  readonly headers?: Record<string, string>;
}
