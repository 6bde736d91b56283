/** Changes to the headers of a request or a response: a header modifier filter of a Gateway API HTTPRoute. Rendered in the order of the names. */
export interface HeaderModifier {
  /**
   * `set`: headers that get this value, whatever they were.
   *
   * A credential written here is readable for everyone who can read the route or the repository; `BackendCredentials.fromSecret` keeps it in a Secret.
   *
   * @default - none
   */
  readonly set?: Record<string, string>;

  /**
   * `add`: values that are added to the ones that are there.
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
}
