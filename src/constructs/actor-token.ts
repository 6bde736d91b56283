import { CredentialLocation } from './credential-location';

/** The token of whoever acts for the client (RFC 8693 §1.1): `oauthTokenExchange.actorToken`. */
export interface ActorToken {
  /** `source`: where it is. */
  readonly source: CredentialLocation;

  /**
   * `tokenType`: `AccessToken`, `Jwt`, `IdToken` or an absolute URI of a type of your own (RFC 8693 §3).
   *
   * @default 'AccessToken'
   */
  readonly tokenType?: string;

  /**
   * `mayAct: Required`: the client's token has to say in its claim `may_act` that this actor may act for it (RFC 8693 §4.4). `tokenType` is `Jwt` then.
   *
   * @default false
   */
  readonly requireMayAct?: boolean;
}
