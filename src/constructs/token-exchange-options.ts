import { ActorToken } from './actor-token';
import { CredentialLocation } from './credential-location';
import { ExchangedToken } from './exchanged-token';
import { OAuthClient } from './oauth-client';
import { RequestedTokenType } from './requested-token-type';
import { TokenCache } from './token-cache';
import { TokenExchangeGrantType } from './token-exchange-grant-type';

/** How the client's token is exchanged for one of the server: `auth.oauthTokenExchange`. */
export interface TokenExchangeOptions {
  /**
   * `path`: the path of the token endpoint.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * `grantType`.
   *
   * @default TokenExchangeGrantType.TOKEN_EXCHANGE
   */
  readonly grantType?: TokenExchangeGrantType;

  /**
   * `clientAuth`: how the gateway shows the token endpoint who it is.
   *
   * @default - it does not
   */
  readonly client?: OAuthClient;

  /**
   * `subjectToken`: the token that is exchanged.
   *
   * @default - an access token in the header `Authorization`, after `Bearer `
   */
  readonly subjectToken?: ExchangedToken;

  /**
   * `actorToken`: the token of whoever acts for the client; for `TokenExchangeGrantType.TOKEN_EXCHANGE` alone.
   *
   * @default - none
   */
  readonly actorToken?: ActorToken;

  /**
   * `audiences`: for whom the new token is, 1 to 64. Without `audiences` and `resources`, the token endpoint decides where else it is good for.
   *
   * @default - not said
   */
  readonly audiences?: string[];

  /**
   * `resources`: URLs of the servers that the new token is for (RFC 8707), 1 to 64.
   *
   * @default - not said
   */
  readonly resources?: string[];

  /**
   * `scopes`: what the new token is for, 1 to 64.
   *
   * @default - not said
   */
  readonly scopes?: string[];

  /**
   * `additionalParams`: further parameters of the request to the token endpoint, each by an expression about the client's request, at most 64.
   *
   * @default - none
   */
  readonly additionalParams?: Record<string, string>;

  /**
   * `requestedTokenType`; for `TokenExchangeGrantType.TOKEN_EXCHANGE` alone.
   *
   * @default - the token endpoint decides
   */
  readonly requestedTokenType?: RequestedTokenType;

  /**
   * `location`: where the new token goes; no expression.
   *
   * @default - the header `Authorization`, after `Bearer `
   */
  readonly location?: CredentialLocation;

  /**
   * `cache`.
   *
   * @default - tokens are kept as long as they are valid
   */
  readonly cache?: TokenCache;
}
