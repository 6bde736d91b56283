/** What a route hangs on, as `spec.parentRefs` of an HTTPRoute names it. */
export interface RouteParentReference {
  /**
   * `parentRefs[].group`.
   *
   * @default 'gateway.networking.k8s.io'
   */
  readonly group?: string;

  /**
   * `parentRefs[].kind`.
   *
   * @default 'Gateway'
   */
  readonly kind?: string;

  /** `parentRefs[].name`. */
  readonly name: string;

  /**
   * `parentRefs[].namespace`.
   *
   * @default - the namespace of the route
   */
  readonly namespace?: string;
}
