import type { IncomingMessage } from 'node:http';
import type { HttpRequestFacts, Profile } from '../../decision';
import { Refusal, textRefusal } from '../refusal';
import { stripHopByHop } from './strip-hop-by-hop';

/** hyper's default, which agentgateway keeps. */
const MAX_HEADERS = 100;

/** Headers on which a decision rests; in strict they are there once, or somebody could read another one than we did. */
const SINGLE = [
  'authorization', 'content-type', 'last-event-id', 'mcp-method', 'mcp-name', 'mcp-protocol-version', 'mcp-session-id', 'origin',
];

const WITHOUT_BODY = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS']);

type Headers = readonly (readonly [name: string, value: string])[];

/**
 * The facts of a request, or the refusal of one that Node's parser lets through though two parties could read it differently.
 * Path and query stay exactly as sent.
 */
export function readRequest(request: IncomingMessage, profile: Profile, startTime: Date): HttpRequestFacts | Refusal {
  const headers = pairs(request.rawHeaders);
  const target = splitTarget(request.url ?? '', valuesOf(headers, 'host'), profile);
  const refusal = refuseFraming(request, headers) ?? (profile === 'strict' ? refuseRepeated(headers) : undefined);
  if (refusal) {
    return refusal;
  }
  if ('status' in target) {
    return target;
  }
  return {
    ...target,
    method: request.method ?? '',
    scheme: 'http',
    version: `HTTP/${request.httpVersion}`,
    headers: stripHopByHop(headers).filter(([name]) => name !== 'host'),
    source: { address: request.socket.remoteAddress ?? '', port: request.socket.remotePort ?? 0 },
    startTime,
  };
}

function refuseFraming(request: IncomingMessage, headers: Headers): Refusal | undefined {
  if (headers.length > MAX_HEADERS) {
    return textRefusal(431, `more than ${MAX_HEADERS} headers`);
  }
  if (request.httpVersion !== '1.1') {
    return textRefusal(400, 'only HTTP/1.1 is served');
  }
  const encodings = valuesOf(headers, 'transfer-encoding');
  if (encodings.some((encoding) => encoding.toLowerCase() !== 'chunked')) {
    return textRefusal(400, 'the only transfer encoding served is chunked');
  }
  const hasBody = encodings.length > 0 || valuesOf(headers, 'content-length').some((length) => Number(length) !== 0);
  if (hasBody && WITHOUT_BODY.has(request.method ?? '')) {
    return textRefusal(400, `a ${request.method} request with a body is not served`);
  }
  if (valuesOf(headers, 'expect').some((value) => value.toLowerCase() !== '100-continue')) {
    return textRefusal(417, 'the only expectation served is 100-continue');
  }
  // an offer of h2c, which some HTTP clients make with every request, is declined by not answering it (RFC 9110 §7.8)
  if (valuesOf(headers, 'upgrade').some((protocol) => protocol.toLowerCase() !== 'h2c')) {
    return textRefusal(400, 'protocol upgrades are not served');
  }
  return undefined;
}

function refuseRepeated(headers: Headers): Refusal | undefined {
  const repeated = SINGLE.find((name) => valuesOf(headers, name).length > 1);
  return repeated === undefined ? undefined : textRefusal(400, `more than one ${repeated} header`);
}

type Target = Pick<HttpRequestFacts, 'path' | 'query' | 'host' | 'authority'>;

/**
 * Never through `URL`, which would let `//evil/x` choose the host and would resolve `..`.
 * In 1.4 the authority of an absolute target wins over `Host`; strict refuses absolute targets, so that there is only one name.
 */
function splitTarget(url: string, hosts: readonly string[], profile: Profile): Target | Refusal {
  if (hosts.length > 1) {
    return textRefusal(400, 'more than one host header');
  }
  const absolute = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)(.*)$/is.exec(url);
  if (profile === 'strict' && (absolute || url.includes('#'))) {
    return textRefusal(400, 'the request target is not a path');
  }
  const authority = absolute ? absolute[1] : hosts[0] ?? '';
  const host = /^(\[[0-9a-f:.]+\]|[\w.~!$&'()*+,;=-]+)(?::\d{0,5})?$/i.exec(authority)?.[1];
  if (host === undefined) {
    return textRefusal(503, 'processing failed: no authority or host', 'UpstreamFailure');
  }
  const pathAndQuery = (absolute ? absolute[2] : url).replace(/#.*$/s, '');
  const question = pathAndQuery.indexOf('?');
  const path = question < 0 ? pathAndQuery : pathAndQuery.slice(0, question);
  return { path: path === '' ? '/' : path, query: question < 0 ? '' : pathAndQuery.slice(question + 1), host, authority };
}

function pairs(rawHeaders: readonly string[]): Headers {
  const headers: [string, string][] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers.push([rawHeaders[index].toLowerCase(), rawHeaders[index + 1]]);
  }
  return headers;
}

function valuesOf(headers: Headers, name: string): readonly string[] {
  return headers.filter(([given]) => given === name).map(([, value]) => value);
}
