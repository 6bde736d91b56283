/** A cookie as sent, RFC 6265 §4.2.1; the value is not decoded. */
export interface SentCookie {
  readonly name: string;
  readonly value: string;
}

/** The cookies of one `Cookie` header. What has no `=` is no cookie and is left out. */
export function readCookies(header: string): readonly SentCookie[] {
  return header.split(';').flatMap((part) => {
    const separator = part.indexOf('=');
    return separator === -1 ? [] : [{ name: part.slice(0, separator).trim(), value: part.slice(separator + 1).trim() }];
  });
}
