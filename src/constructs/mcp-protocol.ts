/** How the gateway speaks with an MCP server: `static.protocol` of a target. */
export enum McpProtocol {
  /** Streamable HTTP, MCP's transport since 2025-03-26. */
  STREAMABLE_HTTP = 'StreamableHTTP',
  /** HTTP with server-sent events, MCP's transport of 2024-11-05. */
  SSE = 'SSE',
}
