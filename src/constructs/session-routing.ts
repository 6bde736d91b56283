/** Whether MCP sessions are kept: `mcp.sessionRouting`. */
export enum SessionRouting {
  /** A session stays with the server that it began with. */
  STATEFUL = 'Stateful',
  /** Every request stands for itself. */
  STATELESS = 'Stateless',
}
