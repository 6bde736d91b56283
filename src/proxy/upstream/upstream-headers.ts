import { isIP } from 'node:net';
import type { McpTarget } from '../../gateway';

type Headers = readonly (readonly [name: string, value: string])[];

/** What an upstream call is made of besides the client's headers. */
export interface OutgoingHeaders {
  readonly target: McpTarget;
  /** Header and value of the gateway's own credential. */
  readonly credential?: readonly [name: string, value: string];
  readonly authority: string;
  /** The backend's own session id. */
  readonly session?: string;
  readonly accept: string;
  /** Whether a JSON body is sent. */
  readonly hasBody: boolean;
}

/**
 * Never copied from the client: what describes its connection or body, and `accept-encoding`, because a compressed answer could not be
 * looked into.
 */
const NOT_COPIED = new Set(['host', 'content-length', 'content-encoding', 'content-type', 'accept', 'accept-encoding', 'expect', 'mcp-session-id', 'http2-settings']);

/**
 * The headers that a backend receives (agentgateway 1.4 `upstream/streamablehttp.rs`): the gateway's own, and of every other header of the
 * client the first value. `Host` is the name of the backend; a backend known by its address only gets what the client asked for.
 * `clientHeaders` must be without hop-by-hop headers and without the client's credential.
 */
export function upstreamHeaders(clientHeaders: Headers, outgoing: OutgoingHeaders): Headers {
  const { target, credential } = outgoing;
  const headers = new Map<string, string>([
    ['host', isIP(target.host) === 0 ? target.host : outgoing.authority],
    ['accept', outgoing.accept],
    ['accept-encoding', 'identity'],
  ]);
  if (outgoing.hasBody) {
    headers.set('content-type', 'application/json');
  }
  if (outgoing.session !== undefined) {
    headers.set('mcp-session-id', outgoing.session);
  }
  if (credential) {
    headers.set(credential[0].toLowerCase(), credential[1]);
  }
  for (const [given, value] of clientHeaders) {
    const name = given.toLowerCase();
    if (!NOT_COPIED.has(name) && !headers.has(name)) {
      headers.set(name, value);
    }
  }
  return [...headers];
}
