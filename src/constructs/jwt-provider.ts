import { Jwks } from './jwks';

/** An issuer whose tokens are accepted: an entry of `jwtAuthentication.providers`. */
export interface JwtProvider {
  /** `issuer`: what the token's `iss` must be, character for character. */
  readonly issuer: string;

  /** `jwks`: the keys that sign its tokens. */
  readonly jwks: Jwks;

  /**
   * `audiences`: the token's `aud` must name one of them.
   *
   * @default - tokens for every audience are accepted, also those that the issuer made for other services; this is reported (`J08`) unless
   * `Diagnostics.of(policy).acknowledge('J08', …)` says why it is acceptable
   */
  readonly audiences?: string[];
}
