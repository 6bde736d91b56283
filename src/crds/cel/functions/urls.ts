import { CelFunc, celFunc, celMethod, CelScalar, listType, mapType } from '@bufbuild/cel';
import { opaqueType, textOf } from '../opaque-type';
import { parseRequestUri, parseUrl } from './parse-url';
import { succeeds } from './succeeds';

const { BOOL, STRING } = CelScalar;

const URL_TYPE = opaqueType('kubernetes.URL');

/** Kubernetes' URL library. */
export const urls: CelFunc[] = [
  celFunc('url', [STRING], URL_TYPE.type, (text) => {
    parseUrl(text);
    return URL_TYPE.wrap(text);
  }),
  celFunc('isURL', [STRING], BOOL, (text) => succeeds(() => parseRequestUri(text))),
  celMethod('getScheme', URL_TYPE.type, [], STRING, function () { return parseUrl(textOf(this)).scheme; }),
  celMethod('getHost', URL_TYPE.type, [], STRING, function () { return parseUrl(textOf(this)).host; }),
  celMethod('getHostname', URL_TYPE.type, [], STRING, function () {
    return parseUrl(textOf(this)).host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
  }),
  celMethod('getPort', URL_TYPE.type, [], STRING, function () { return /(?:^|[^:[]):(\d*)$/.exec(withoutBrackets(parseUrl(textOf(this)).host))?.[1] ?? ''; }),
  celMethod('getEscapedPath', URL_TYPE.type, [], STRING, function () {
    return parseUrl(textOf(this)).path.replace(/[^A-Za-z0-9\-_.~$&+,/:;=@%!'()*[\]]+/g, encodeURIComponent);
  }),
  celMethod('getQuery', URL_TYPE.type, [], mapType(STRING, listType(STRING)), function () { return parseQuery(parseUrl(textOf(this)).query); }),
];

function withoutBrackets(host: string): string {
  return host.replace(/^\[.*\]/, 'x');
}

/** As Go's `url.ParseQuery`, without the pairs that it drops. */
function parseQuery(query: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    const [, name, value] = /^([^=]*)=?(.*)$/s.exec(pair)!.map((part) => part.replaceAll('+', ' '));
    if (pair === '' || pair.includes(';') || !succeeds(() => decodeURIComponent(name) + decodeURIComponent(value))) continue;
    const known = values.get(decodeURIComponent(name)) ?? [];
    values.set(decodeURIComponent(name), [...known, decodeURIComponent(value)]);
  }
  return values;
}
