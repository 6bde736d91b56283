/** When a traffic policy acts: `traffic.phase`. */
export enum PolicyPhase {
  /** After a route was chosen. */
  POST_ROUTING = 'PostRouting',
  /** Before a route is chosen; for gateways and listeners alone. */
  PRE_ROUTING = 'PreRouting',
}
