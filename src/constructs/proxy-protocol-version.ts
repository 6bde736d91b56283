/** The version of the PROXY protocol: the values of `frontend.proxyProtocol.version`. */
export enum ProxyProtocolVersion {
  /** The one in text. */
  V1 = 'V1',
  /** The binary one. */
  V2 = 'V2',
  /** Either. */
  ALL = 'All',
}
