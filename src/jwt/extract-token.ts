import type { Profile } from './profile';
import { readCookies } from './read-cookies';
import type { TokenCarrier, TokenLocation } from './token-location';

/** Releases before the location could be chosen; they pass over all spaces behind `Bearer` (read in 0.11.1). */
const TRIMMING: readonly Profile[] = ['0.10', '0.11', '0.12', '1.0', '1.1'];

/** Visible ASCII, space and tab: a header with anything else is none to agentgateway. */
const READABLE = /^[\t\x20-\x7e]*$/;

/**
 * Takes the token out of a request, verbatim. An empty token is a token (and never a valid one); `undefined` means that there is none.
 *
 * Of several headers of one name only the first is read; of several query parameters and cookies, the first of that name.
 */
export function extractToken(request: TokenCarrier, location: TokenLocation, options: { readonly profile: Profile }): string | undefined {
  if ('header' in location) {
    const { name, prefix = '' } = location.header;
    const value = valuesOf(request, name)[0];
    if (value === undefined || !READABLE.test(value) || value.slice(0, prefix.length).toLowerCase() !== prefix.toLowerCase()) {
      return undefined;
    }
    const token = value.slice(prefix.length);
    return TRIMMING.includes(options.profile) && prefix !== '' ? token.replace(/^ +/, '') : token;
  }
  if ('queryParameter' in location) {
    return new URLSearchParams(request.query).get(location.queryParameter.name) ?? undefined;
  }
  return valuesOf(request, 'cookie').filter((value) => READABLE.test(value)).flatMap(readCookies)
    .find(({ name }) => name === location.cookie.name)?.value;
}

function valuesOf(request: TokenCarrier, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return request.headers.filter(([candidate]) => candidate.toLowerCase() === wanted).map(([, value]) => value);
}
