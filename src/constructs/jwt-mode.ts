/** What becomes of requests without a valid token: `jwtAuthentication.mode`. */
export enum JwtMode {
  /** They are refused. */
  STRICT = 'Strict',
  /** Without a token they pass, with an invalid one they are refused. */
  OPTIONAL = 'Optional',
  /** They pass; an invalid token counts as none. */
  PERMISSIVE = 'Permissive',
}
