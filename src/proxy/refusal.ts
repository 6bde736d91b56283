/** Why the proxy answers a request itself, as agentgateway 1.4 names it in its access log (`ProxyResponseReason`). */
export type RefusalReason = 'JwtAuth' | 'Authorization' | 'NotFound' | 'DirectResponse' | 'Internal' | 'MCP' | 'UpstreamFailure' | 'Timeout';

/** An answer that the proxy gives instead of forwarding. */
export interface Refusal {
  readonly status: number;
  readonly contentType: 'text/plain' | 'application/json';
  readonly body: string;
  /** What the access log says; the body, unless that is JSON. */
  readonly error: string;
  readonly reason: RefusalReason;
}

/** A refusal in one sentence of plain text. */
export function textRefusal(status: number, body: string, reason: RefusalReason = 'DirectResponse'): Refusal {
  return { status, contentType: 'text/plain', body, error: body, reason };
}
