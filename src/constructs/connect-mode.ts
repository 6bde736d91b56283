/** What becomes of requests with the method `CONNECT`: the values of `frontend.connect.mode` (agentgateway 1.3 or newer). */
export enum ConnectMode {
  /** They are refused. */
  DENY = 'Deny',
  /** They take a route as other requests do. */
  ROUTE = 'Route',
  /** They open a tunnel. */
  TUNNEL = 'Tunnel',
}
