/** A token that holds. */
export interface VerifiedToken {
  /**
   * The payload as JSON text. Read it without loss: large integers count, and of members with one name the last one does.
   * It is a JSON object.
   */
  readonly payloadText: string;
  /** The issuer that the policy names, also where the token has no `iss`. */
  readonly issuer: string;
  /** The claim `sub`, where it is a string. */
  readonly subject?: string;
  /** The claim `exp`, in seconds since 1970, fractions rounded. */
  readonly expiresAt: number;
  /** The claim `nbf`, in seconds since 1970, where the profile regards it. */
  readonly notBefore?: number;
}
