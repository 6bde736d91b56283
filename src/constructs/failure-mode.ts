/** What happens where something that a request depends on is out of order. */
export enum FailureMode {
  /** The request is refused; for an MCP backend, one target that is down makes all unavailable. */
  FAIL_CLOSED = 'FailClosed',
  /** The request goes on without it; what it would have refused passes. */
  FAIL_OPEN = 'FailOpen',
}
