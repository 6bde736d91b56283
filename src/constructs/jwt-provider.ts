import { Jwks } from './jwks';

/** An issuer whose tokens are accepted: an entry of `jwtAuthentication.providers`. */
export interface JwtProvider {
  /** `issuer`: what the token's `iss` must be, character for character; 1 to 256 characters. */
  readonly issuer: string;

  /** `jwks`: the keys that sign its tokens. */
  readonly jwks: Jwks;

  /**
   * `audiences`: the token's `aud` must name one of them; 1 to 64. Needed unless `anyAudience` says why there are none.
   *
   * @default - `anyAudience` is given
   */
  readonly audiences?: string[];

  /**
   * Why tokens for every audience are acceptable here, in one line. The provider then has no `audiences`: tokens that the issuer made for other
   * services are accepted too. The finding `J08` of this policy is acknowledged with the reason.
   *
   * @default - `audiences` is given
   */
  readonly anyAudience?: string;
}
