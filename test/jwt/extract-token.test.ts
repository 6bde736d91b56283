import { extractToken, removeToken, type Profile, type TokenCarrier, type TokenLocation } from '../../src/jwt';

const BEARER: TokenLocation = { header: { name: 'Authorization', prefix: 'Bearer ' } };
const X_TOKEN: TokenLocation = { header: { name: 'X-Token' } };
const QUERY: TokenLocation = { queryParameter: { name: 'access_token' } };
const COOKIE: TokenLocation = { cookie: { name: 'sid' } };

const withHeaders = (...headers: [string, string][]): TokenCarrier => ({ headers, query: '' });
const authorization = (value: string): TokenCarrier => withHeaders(['authorization', value]);
const withQuery = (query: string): TokenCarrier => ({ headers: [], query });
const extract = (request: TokenCarrier, location: TokenLocation, profile: Profile = '1.4'): string | undefined => extractToken(request, location, { profile });

describe('the token is read', () => {
  test.each<[string, TokenCarrier, TokenLocation, string | undefined]>([
    ['behind Bearer', authorization('Bearer a.b.c'), BEARER, 'a.b.c'],
    ['behind bearer in any case', authorization('bEARER a.b.c'), BEARER, 'a.b.c'],
    ['with a second space, which stays', authorization('Bearer  a.b.c'), BEARER, ' a.b.c'],
    ['with commas', authorization('Bearer a,b'), BEARER, 'a,b'],
    ['not behind Basic', authorization('Basic YTpi'), BEARER, undefined],
    ['not behind Bearer without space', authorization('Bearer'), BEARER, undefined],
    ['not without Bearer', authorization('a.b.c'), BEARER, undefined],
    ['not behind a longer word', authorization('Bearers a'), BEARER, undefined],
    ['not from bytes beyond ASCII', authorization('Bearer ä'), BEARER, undefined],
    ['not where there is no header', withHeaders(), BEARER, undefined],
    ['from the first of two headers', withHeaders(['authorization', 'Bearer a'], ['authorization', 'Bearer b']), BEARER, 'a'],
    ['not from the second of two headers', withHeaders(['authorization', 'Basic x'], ['authorization', 'Bearer b']), BEARER, undefined],
    ['from a header of a name in another case', withHeaders(['AUTHORIZATION', 'Bearer a']), BEARER, 'a'],
    ['whole from a header without prefix', withHeaders(['x-token', 'Bearer a']), X_TOKEN, 'Bearer a'],
    ['not from the query by default', withQuery('access_token=a'), BEARER, undefined],
    ['decoded from the query', withQuery('x=1&access%5Ftoken=a%2Eb+c&access_token=z'), QUERY, 'a.b c'],
    ['empty from the query', withQuery('access_token'), QUERY, ''],
    ['not from another query', withQuery('access_tokens=a'), QUERY, undefined],
    ['from a cookie', withHeaders(['cookie', 'a=1; sid=x.y.z']), COOKIE, 'x.y.z'],
    ['from the second cookie header', withHeaders(['cookie', 'a=1'], ['Cookie', 'sid=x=y']), COOKIE, 'x=y'],
    ['empty from a cookie', withHeaders(['cookie', 'sid=']), COOKIE, ''],
    ['from the first cookie of the name', withHeaders(['cookie', 'sid=1; sid=2']), COOKIE, '1'],
    ['not from a cookie without value', withHeaders(['cookie', 'sid']), COOKIE, undefined],
    ['not from a cookie of another case', withHeaders(['cookie', 'SID=1']), COOKIE, undefined],
  ])('%s', (_, request, location, token) => {
    expect(extract(request, location)).toBe(token);
  });

  test('without the spaces behind Bearer up to 1.1', () => {
    expect(extract(authorization('Bearer   a'), BEARER, '0.11')).toBe('a');
    expect(extract(authorization('Bearer   a'), BEARER, '1.1')).toBe('a');
    expect(extract(authorization('Bearer   a'), BEARER, '1.2')).toBe('  a');
  });
});

describe('the credential is removed', () => {
  test.each<[string, TokenCarrier, TokenLocation, TokenCarrier]>([
    ['with all headers of its name', withHeaders(['Authorization', 'Bearer a'], ['x', '1'], ['authorization', 'Basic b']), BEARER, withHeaders(['x', '1'])],
    ['from the query, all of its name', withQuery('a=1&access_token=x&b=%20&access_token=y'), QUERY, withQuery('a=1&b=+')],
    ['from a query that has nothing else', withQuery('access_token=x'), QUERY, withQuery('')],
    ['from the cookies', withHeaders(['cookie', 'a=1; sid=x; b=2'], ['x', '1'], ['cookie', 'sid=y']), COOKIE, withHeaders(['x', '1'], ['cookie', 'a=1; b=2'])],
    ['with the cookie header where it was the only one', withHeaders(['cookie', 'sid=x']), COOKIE, withHeaders()],
  ])('%s', (_, request, location, rest) => {
    expect(removeToken(request, location)).toEqual(rest);
  });

  test.each([BEARER, X_TOKEN, QUERY, COOKIE])('so that none is found afterwards in %j', (location) => {
    const request: TokenCarrier = {
      headers: [['authorization', 'Bearer a'], ['x-token', 'a'], ['X-Token', 'b'], ['cookie', 'sid=a; sid=b'], ['cookie', 'sid=c']],
      query: 'access_token=a&access_token=b',
    };
    expect(extract(request, location)).toBe('a');
    expect(extract(removeToken(request, location), location)).toBeUndefined();
  });
});
