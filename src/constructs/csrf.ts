/**
 * Refuses requests that a web page of another origin sends (cross-site request forgery): `traffic.csrf`. `GET`, `HEAD` and `OPTIONS` pass, and so do
 * requests without the headers `Sec-Fetch-Site` and `Origin`, which come from no browser. What is refused gets the status 403.
 */
export interface Csrf {
  /**
   * `additionalOrigins`: further origins that may send, 1 to 16, each `scheme://host` or `scheme://host:port`.
   *
   * @default - the host of the request alone
   */
  readonly additionalOrigins?: string[];
}
