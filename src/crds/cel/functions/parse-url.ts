/** The parts of a URL, as Go's `net/url` names them. */
export interface GoUrl {
  readonly scheme: string;
  /** With the port, if there is one. */
  readonly host: string;
  readonly path: string;
  readonly query: string;
}

const BAD_ESCAPE = /%(?![0-9A-Fa-f]{2})/;

/** What may stand in a host name; `%` only before two hexadecimal digits. */
const HOST = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:<>"[\]\u0080-\u{10ffff}]|%[0-9A-Fa-f]{2})*$/u;

const USER_INFO = /^(?:[A-Za-z0-9\-._:~!$&'()*+,;=@]|%[0-9A-Fa-f]{2})*$/;

/**
 * Reads a URL as Go's `url.ParseRequestURI` does: an absolute URI or an absolute path; `#` starts no fragment.
 *
 * @throws Error where it is neither
 */
export function parseUrl(text: string): GoUrl {
  if (text === '') throw new Error('URL parse error during conversion from string: empty url');
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text)) throw invalid('control character');
  const [, scheme = '', afterScheme] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(.*)$/su.exec(text)!;
  if (scheme === '' && text.startsWith(':')) throw invalid('missing protocol scheme');
  const mark = afterScheme.indexOf('?');
  const rest = mark < 0 ? afterScheme : afterScheme.slice(0, mark);
  const query = mark < 0 ? '' : afterScheme.slice(mark + 1);
  if (!rest.startsWith('/')) {
    if (scheme === '') throw invalid('URI for request');
    return { scheme: scheme.toLowerCase(), host: '', path: '', query };
  }
  if (scheme === '' || !rest.startsWith('//')) return { scheme: scheme.toLowerCase(), host: '', path: checkedPath(rest), query };
  const slash = rest.indexOf('/', 2);
  const authority = rest.slice(2, slash < 0 ? undefined : slash);
  return { scheme: scheme.toLowerCase(), host: hostOf(authority), path: checkedPath(slash < 0 ? '' : rest.slice(slash)), query };
}

function hostOf(authority: string): string {
  const at = authority.lastIndexOf('@');
  if (!USER_INFO.test(authority.slice(0, Math.max(at, 0)))) throw invalid('userinfo');
  const host = authority.slice(at + 1);
  const port = host.startsWith('[') ? /^\[[^\]]*\](.*)$/.exec(host)?.[1] : host.includes(':') ? host.slice(host.indexOf(':')) : '';
  if (port === undefined || !/^(?::\d*)?$/.test(port)) throw invalid('port');
  if (!HOST.test(host)) throw invalid('character in host name');
  return host;
}

function checkedPath(path: string): string {
  if (BAD_ESCAPE.test(path)) throw invalid('URL escape');
  return path;
}

function invalid(what: string): Error {
  return new Error(`URL parse error during conversion from string: invalid ${what}`);
}
