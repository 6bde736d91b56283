/** How the keys of a TLS connection are agreed on: the values of `tls.keyExchangeGroups`. */
export enum KeyExchangeGroup {
  /** NIST P-256. */
  P256 = 'P-256',
  /** NIST P-384. */
  P384 = 'P-384',
  /** Curve25519. */
  X25519 = 'X25519',
  /** Curve25519 and ML-KEM-768 together, which a quantum computer does not break. */
  X25519_MLKEM768 = 'X25519_MLKEM768',
}
