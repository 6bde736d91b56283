/** How the assertion of a client names its certificate (RFC 7515 §4.1): the values of `privateKeyJwt.certificateHeader`. */
export enum AssertionCertificateHeader {
  /** The certificates themselves. */
  X5C = 'x5c',
  /** The SHA-256 digest of the certificate. */
  X5T_S256 = 'x5t#S256',
}
