/** What becomes of the `Host` header: the values of `traffic.hostRewrite.mode`. */
export enum HostRewrite {
  /** The host that the request is sent to. */
  AUTO = 'Auto',
  /** The one that the client sent. */
  NONE = 'None',
}
