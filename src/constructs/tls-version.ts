/** A version of TLS: the values of `frontend.tls.minProtocolVersion` and `maxProtocolVersion`. */
export enum TlsVersion {
  /** TLS 1.2. */
  TLS_1_2 = '1.2',
  /** TLS 1.3. */
  TLS_1_3 = '1.3',
}
