import { CredentialLocation } from './credential-location';
import { TokenCache } from './token-cache';
import { TokenEndpoint } from './token-endpoint';

/**
 * How the client's identity is asserted to the authorization server of an MCP server (identity assertion authorization grant, ID-JAG):
 * `auth.crossAppAccess`.
 */
export interface CrossAppAccessOptions {
  /** `audience`: the authorization server of the MCP server, as the identity provider knows it, at most 256 characters. */
  readonly audience: string;

  /** `identityProvider`: where the client's ID token is exchanged for an assertion (RFC 8693). */
  readonly identityProvider: TokenEndpoint;

  /** `resourceAuthorizationServer`: where the assertion is exchanged for an access token (RFC 7523). */
  readonly resourceAuthorizationServer: TokenEndpoint;

  /**
   * `resources`: URLs of the servers that the access token is for (RFC 8707), 1 to 64.
   *
   * @default - not said
   */
  readonly resources?: string[];

  /**
   * `scopes`: what the access token is for, 1 to 64.
   *
   * @default - not said
   */
  readonly scopes?: string[];

  /**
   * `subjectToken.source`: where the client's ID token is.
   *
   * @default - the header `Authorization`, after `Bearer `
   */
  readonly subjectToken?: CredentialLocation;

  /**
   * `cache`.
   *
   * @default - tokens are kept as long as they are valid
   */
  readonly cache?: TokenCache;
}
