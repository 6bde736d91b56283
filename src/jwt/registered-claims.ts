/** A claim of the JWT standard (RFC 7519 §4.1) as agentgateway's token library sees it; `unreadable` is there and of another type. */
export type Claim<T> = { readonly state: 'absent' | 'unreadable' } | { readonly state: 'read'; readonly value: T };

/** The claims that decide whether a token holds. */
export interface RegisteredClaims {
  /** Seconds since 1970. */
  readonly exp: Claim<number>;
  /** Seconds since 1970. */
  readonly nbf: Claim<number>;
  readonly sub: Claim<string>;
  /** One string is a list of one. */
  readonly iss: Claim<readonly string[]>;
  /** One string is a list of one. */
  readonly aud: Claim<readonly string[]>;
}
