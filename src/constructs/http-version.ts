/** The version of HTTP towards a server: the values of `http.version`. */
export enum HttpVersion {
  /** HTTP/1.1. */
  HTTP1 = 'HTTP1',
  /** HTTP/2. */
  HTTP2 = 'HTTP2',
}
