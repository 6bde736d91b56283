/** What signs the assertion of a client: the values of `privateKeyJwt.alg`. */
export enum AssertionAlgorithm {
  /** ECDSA with P-256. */
  ES256 = 'ES256',
  /** ECDSA with P-384. */
  ES384 = 'ES384',
  /** RSA-PSS with SHA-256. */
  PS256 = 'PS256',
  /** RSA with SHA-256. */
  RS256 = 'RS256',
  /** RSA with SHA-384. */
  RS384 = 'RS384',
  /** RSA with SHA-512. */
  RS512 = 'RS512',
}
