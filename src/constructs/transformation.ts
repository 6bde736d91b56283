/** Changes that are computed: `traffic.transformation`. Values are expressions in agentgateway's dialect of CEL; a text needs quotes in it. */
export interface Transformation {
  /**
   * `request`.
   *
   * @default - requests are passed on
   */
  readonly request?: MessageTransformation;

  /**
   * `response`.
   *
   * @default - answers are passed on
   */
  readonly response?: MessageTransformation;
}

/** Changes to a request or an answer. At most 16 headers of each kind, in the order of their names. */
export interface MessageTransformation {
  /**
   * `set`: headers that get the value of an expression, whatever they were.
   *
   * @default - none
   */
  readonly set?: Record<string, string>;

  /**
   * `add`: values of expressions that are added to the ones that are there.
   *
   * @default - none
   */
  readonly add?: Record<string, string>;

  /**
   * `remove`: headers that are taken away.
   *
   * @default - none
   */
  readonly remove?: string[];

  /**
   * `body`: an expression for the new body.
   *
   * @default - the body stays
   */
  readonly body?: string;

  /**
   * `metadata`: values that later expressions read as `metadata`.
   *
   * @default - none
   */
  readonly metadata?: Record<string, string>;
}
