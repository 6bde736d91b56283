/** A call to a backend that came to no whole answer. */
export interface UpstreamFailure {
  /** What went wrong, without addresses or other internals. */
  readonly text: string;
  readonly timedOut: boolean;
}

const NOT_HTTP = 'the server does not answer in HTTP';
const TEXTS: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'connection refused'],
  ['ECONNRESET', 'connection reset by the server'],
  ['EPIPE', 'connection closed by the server'],
  ['UND_ERR_SOCKET', 'connection closed by the server'],
  ['ENOTFOUND', 'host name not found'],
  ['EAI_AGAIN', 'host name not found'],
  ['UND_ERR_CONNECT_TIMEOUT', 'connect timed out'],
  ['ETIMEDOUT', 'connect timed out'],
  ['EHOSTUNREACH', 'host unreachable'],
  ['ENETUNREACH', 'network unreachable'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', NOT_HTTP],
  ['UND_ERR_HEADERS_OVERFLOW', 'the answer has too many headers'],
]);

/** Names the failure of an undici call in words that may go to a client. */
export function describeUpstreamError(error: Error & { code?: unknown; cause?: unknown }): UpstreamFailure {
  const code = typeof error.code === 'string' ? error.code : '';
  const text = error.name === 'HTTPParserError' ? NOT_HTTP : TEXTS.get(code) ?? describeCode(code);
  return { text, timedOut: code === 'UND_ERR_HEADERS_TIMEOUT' };
}

function describeCode(code: string): string {
  if (/CERT|SIGNATURE|TLS|SSL/.test(code)) {
    return `the connection is not trusted (${code})`;
  }
  return code === '' ? 'connection failed' : `connection failed (${code})`;
}
