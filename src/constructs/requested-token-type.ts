/** What kind of token is asked for (RFC 8693 §3): the values of `oauthTokenExchange.requestedTokenType`. */
export enum RequestedTokenType {
  /** An access token. */
  ACCESS_TOKEN = 'AccessToken',
  /** A JWT. */
  JWT = 'Jwt',
  /** An ID token of OpenID Connect. */
  ID_TOKEN = 'IdToken',
}
