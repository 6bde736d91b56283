import { readCookies } from './read-cookies';
import type { TokenCarrier, TokenLocation } from './token-location';

/**
 * Takes a validated credential out of a request, so that no backend gets it: every header of the name, every query parameter of the name (the
 * rest is encoded anew), every cookie of the name (the cookies that are left go into one header).
 */
export function removeToken({ headers, query }: TokenCarrier, location: TokenLocation): TokenCarrier {
  if ('queryParameter' in location) {
    const parameters = new URLSearchParams(query);
    parameters.delete(location.queryParameter.name);
    return { headers, query: parameters.toString() };
  }
  const isNamed = (name: string) => ([candidate]: readonly [string, string]): boolean => candidate.toLowerCase() === name.toLowerCase();
  if ('header' in location) {
    const credential = isNamed(location.header.name);
    return { headers: headers.filter((header) => !credential(header)), query };
  }
  const isCookie = isNamed('cookie');
  const left = headers.filter(isCookie).flatMap(([, value]) => readCookies(value)).filter(({ name }) => name !== location.cookie.name);
  return {
    headers: [
      ...headers.filter((header) => !isCookie(header)),
      ...(left.length === 0 ? [] : [['cookie', left.map(({ name, value }) => `${name}=${value}`).join('; ')] as const]),
    ],
    query,
  };
}
