import { isIPv6 } from 'node:net';

/** The parts of a URL, as Go's `net/url` names them. */
export interface GoUrl {
  readonly scheme: string;
  /** With the port, if there is one. */
  readonly host: string;
  readonly path: string;
  readonly query: string;
}

const BAD_ESCAPE = /%(?![0-9A-Fa-f]{2})/;

/** What may stand in a host name. Only what is not ASCII may be escaped, and the percent sign. */
const HOST = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:<>"[\]\u0080-\u{10ffff}]|%25|%[89A-Fa-f][0-9A-Fa-f])*$/u;

/** What may stand in the zone of an IPv6 address once its escapes are read. */
const ZONE = /^[A-Za-z0-9\-._~!$&'()*+,;=:<>"[\]% ]*$/;

const USER_INFO = /^(?:[A-Za-z0-9\-._:~!$&'()*+,;=@]|%[0-9A-Fa-f]{2})*$/;

/**
 * Reads a URL as Go's `url.ParseRequestURI` does: an absolute URI or an absolute path; `#` starts no fragment.
 *
 * @throws Error where it is neither
 */
export function parseRequestUri(text: string): GoUrl {
  if (text === '') throw new Error('URL parse error during conversion from string: empty url');
  const url = split(text);
  if (url.scheme === '' && !url.rest.startsWith('/') && text !== '*') throw invalid('URI for request');
  return locate(url, url.scheme !== '');
}

/**
 * Reads a URL as Kubernetes' `url` does: what is a request URI, but with a fragment, and with a host after `//` even without a scheme.
 *
 * @throws Error where it is none
 */
export function parseUrl(text: string): GoUrl {
  parseRequestUri(text);
  const [, before, fragment = ''] = /^([^#]*)(?:#(.*))?$/su.exec(text)!;
  if (BAD_ESCAPE.test(fragment)) throw invalid('URL escape');
  const url = split(before);
  return locate(url, url.scheme !== '' || !url.rest.startsWith('///'));
}

interface SplitUrl {
  readonly scheme: string;
  readonly rest: string;
  readonly query: string;
}

function split(text: string): SplitUrl {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text)) throw invalid('control character');
  const [, scheme = '', afterScheme] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(.*)$/su.exec(text)!;
  if (scheme === '' && text.startsWith(':')) throw new Error('URL parse error during conversion from string: missing protocol scheme');
  const mark = afterScheme.indexOf('?');
  return { scheme: scheme.toLowerCase(), rest: mark < 0 ? afterScheme : afterScheme.slice(0, mark), query: mark < 0 ? '' : afterScheme.slice(mark + 1) };
}

function locate({ scheme, rest, query }: SplitUrl, mayHaveHost: boolean): GoUrl {
  // without a slash it is opaque: `mailto:a`
  if (!rest.startsWith('/')) return { scheme, host: '', path: '', query };
  if (!mayHaveHost || !rest.startsWith('//')) return { scheme, host: '', path: checkedPath(rest), query };
  const slash = rest.indexOf('/', 2);
  const authority = rest.slice(2, slash < 0 ? undefined : slash);
  return { scheme, host: hostOf(authority), path: checkedPath(slash < 0 ? '' : rest.slice(slash)), query };
}

function hostOf(authority: string): string {
  const at = authority.lastIndexOf('@');
  if (!USER_INFO.test(authority.slice(0, Math.max(at, 0)))) throw invalid('userinfo');
  const host = authority.slice(at + 1);
  if (host.startsWith('[')) return literalOf(host);
  const port = host.includes(':') ? host.slice(host.lastIndexOf(':')) : '';
  if (host.includes('[') || !/^(?::\d*)?$/.test(port)) throw invalid('port');
  if (!HOST.test(host)) throw invalid('character in host name');
  return unescape(host);
}

/** An IPv6 address in brackets. */
function literalOf(host: string): string {
  const [, address, zone = '', port] = /^\[((?:(?!%25).)*)(%25.*)?\]((?::\d*)?)$/su.exec(host) ?? [];
  if (address === undefined || host.lastIndexOf('[') > 0 || !HOST.test(address) || BAD_ESCAPE.test(zone) || !ZONE.test(unescape(zone))) throw invalid('host');
  const name = unescape(address + zone);
  if (!isIPv6(name.replace(/%.+$/s, ''))) throw invalid('host');
  return `[${name}]${port}`;
}

function unescape(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8'));
}

function checkedPath(path: string): string {
  if (BAD_ESCAPE.test(path)) throw invalid('URL escape');
  return path;
}

function invalid(what: string): Error {
  return new Error(`URL parse error during conversion from string: invalid ${what}`);
}
