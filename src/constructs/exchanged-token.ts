import { CredentialLocation } from './credential-location';

/** The token of the client that is exchanged: `oauthTokenExchange.subjectToken`. */
export interface ExchangedToken {
  /**
   * `source`: where it is.
   *
   * @default - the header `Authorization`, after `Bearer `
   */
  readonly source?: CredentialLocation;

  /**
   * `tokenType`: `AccessToken`, `Jwt`, `IdToken` or an absolute URI of a type of your own (RFC 8693 §3).
   *
   * @default 'AccessToken'
   */
  readonly tokenType?: string;
}
