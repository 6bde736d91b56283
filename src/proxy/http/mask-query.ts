/** Name that tokens in a query have by RFC 6750 §2.3. */
const ACCESS_TOKEN = 'access_token';

/** A query with the values of credentials hidden, for logs. `names` are the parameters that policies read credentials from. */
export function maskQuery(query: string, names: ReadonlySet<string>): string {
  return query.split('&').map((pair) => {
    const [name] = new URLSearchParams(pair).keys();
    return name !== undefined && (name === ACCESS_TOKEN || names.has(name)) ? `${pair.split('=')[0]}=***` : pair;
  }).join('&');
}
