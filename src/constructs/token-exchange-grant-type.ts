/** How a token is exchanged: the values of `oauthTokenExchange.grantType`. */
export enum TokenExchangeGrantType {
  /** Token exchange (RFC 8693). */
  TOKEN_EXCHANGE = 'TokenExchange',
  /** The client's token as an assertion (RFC 7523). */
  JWT_BEARER = 'JwtBearer',
}
