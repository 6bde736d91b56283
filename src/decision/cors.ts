import { Cors } from '../gateway';
import { HttpRequestFacts } from './http-request-facts';

type Headers = readonly (readonly [name: string, value: string])[];

/** What CORS does to a request (agentgateway 1.4 `http/cors.rs`). */
export type CorsOutcome =
  /** The gateway answers itself with 200 and no body; the request goes no further. */
  | { readonly kind: 'preflight'; readonly headers: Headers }
  /** The request goes on; the headers are added to whatever response comes, an error included. */
  | { readonly kind: 'continue'; readonly headers: Headers };

const UNTOUCHED: CorsOutcome = { kind: 'continue', headers: [] };

/** Judges the `Origin` of a request. An origin that is not allowed is not refused: it only gets no CORS headers. */
export function applyCors(cors: Cors, facts: HttpRequestFacts): CorsOutcome {
  const origin = firstHeader(facts, 'origin');
  if (origin === undefined) {
    return UNTOUCHED;
  }
  const allowed = cors.allowOrigins.some((pattern) => originMatches(pattern, origin));
  const requestedMethod = firstHeader(facts, 'access-control-request-method')?.trim();
  if (facts.method !== 'OPTIONS') {
    return allowed ? { kind: 'continue', headers: responseHeaders(cors, origin) } : UNTOUCHED;
  }
  if (!allowed) {
    return requestedMethod ? { kind: 'preflight', headers: [] } : UNTOUCHED;
  }
  const headers: [string, string][] = [['access-control-allow-origin', origin]];
  const methods = echoOrList(cors.allowMethods, requestedMethod, cors.allowCredentials);
  if (methods !== undefined) {
    headers.push(['access-control-allow-methods', methods]);
  }
  const requestedHeaders = firstHeader(facts, 'access-control-request-headers')?.split(',').map((name) => name.trim()).filter(Boolean).join(', ');
  const names = echoOrList(cors.allowHeaders, requestedHeaders, cors.allowCredentials);
  if (names !== undefined) {
    headers.push(['access-control-allow-headers', names]);
  }
  headers.push(['access-control-max-age', String(cors.maxAge)]);
  return { kind: 'preflight', headers: [...headers, ...sharedHeaders(cors)] };
}

function responseHeaders(cors: Cors, origin: string): Headers {
  return [['access-control-allow-origin', origin], ...sharedHeaders(cors)];
}

function sharedHeaders(cors: Cors): Headers {
  return [
    ...(cors.allowCredentials ? [['access-control-allow-credentials', 'true'] as const] : []),
    ...(cors.exposeHeaders.length > 0 ? [['access-control-expose-headers', cors.exposeHeaders.join(',')] as const] : []),
  ];
}

/** `*` echoes what the browser asks for, because a literal `*` means nothing once credentials are allowed. */
function echoOrList(configured: readonly string[], requested: string | undefined, credentials: boolean): string | undefined {
  if (configured.length === 0) {
    return undefined;
  }
  if (!configured.includes('*')) {
    return configured.join(',');
  }
  return requested || (credentials ? undefined : '*');
}

/** Scheme http or https, host without regard to case, default ports equal explicit ones, `*.` matches any subdomain. */
function originMatches(pattern: string, origin: string): boolean {
  if (pattern === '*') {
    return true;
  }
  const wanted = parseOrigin(pattern);
  const given = parseOrigin(origin);
  if (!wanted || !given || wanted.scheme !== given.scheme || wanted.port !== given.port) {
    return false;
  }
  return wanted.host.startsWith('*')
    ? given.host.endsWith(wanted.host.slice(1)) && given.host.length > wanted.host.length - 1
    : wanted.host === given.host;
}

function parseOrigin(text: string): { scheme: string; host: string; port: string } | undefined {
  const match = /^(https?):\/\/(\[[0-9a-f:.]+\]|[^/:?#@\s]+)(?::(\d{1,5}))?$/i.exec(text);
  if (!match) {
    return undefined;
  }
  const scheme = match[1].toLowerCase();
  return { scheme, host: match[2].toLowerCase(), port: match[3] ?? (scheme === 'https' ? '443' : '80') };
}

function firstHeader(facts: HttpRequestFacts, name: string): string | undefined {
  return facts.headers.find(([given]) => given === name)?.[1];
}
