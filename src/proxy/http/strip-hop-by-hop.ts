/** Headers that end at each hop (agentgateway 1.4 `httpproxy.rs`; RFC 9110 §7.6.1). */
const HOP_BY_HOP = new Set([
  'connection', 'proxy-connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'transfer-encoding', 'upgrade',
]);

type Headers = readonly (readonly [name: string, value: string])[];

/**
 * Removes hop-by-hop headers and every header that `Connection` names. Names must be lower case.
 * A client that names `authorization` there has sent no credential.
 */
export function stripHopByHop(headers: Headers): Headers {
  const named = headers.filter(([name]) => name === 'connection').flatMap(([, value]) => value.split(',').map((token) => token.trim().toLowerCase()));
  const removed = new Set(named);
  return headers.filter(([name]) => !HOP_BY_HOP.has(name) && !removed.has(name));
}
