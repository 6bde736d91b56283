/** Which part of an MCP method a guardrail looks at: the values of `guardrails.processors[].methods`. */
export enum GuardrailPart {
  /** What the client sends. */
  REQUEST = 'Request',
  /** What the server answers. */
  RESPONSE = 'Response',
  /** Both. */
  FULL = 'Full',
  /** Neither; an exception to a wider method. */
  OFF = 'Off',
}
