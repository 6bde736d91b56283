/** Whether connections begin with a PROXY header: the values of `frontend.proxyProtocol.mode`. */
export enum ProxyProtocolMode {
  /** They all do; others are refused. */
  STRICT = 'Strict',
  /** They may. */
  OPTIONAL = 'Optional',
}
