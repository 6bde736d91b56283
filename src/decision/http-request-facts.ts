/** What the data plane knows of one HTTP request before any policy has looked at it. */
export interface HttpRequestFacts {
  readonly method: string;
  /** Path as sent: no percent decoding, no dot segments removed (agentgateway 1.4 does neither). */
  readonly path: string;
  /** Query as sent, without the question mark; empty where there is none. */
  readonly query: string;
  /** Host without port. */
  readonly host: string;
  /** Host as sent, with port where one was given. */
  readonly authority: string;
  readonly scheme: 'http' | 'https';
  /** For example `HTTP/1.1`. */
  readonly version: string;
  /** Headers in order, names in lower case, hop-by-hop headers and those named by `Connection` already removed. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly source: { readonly address: string; readonly port: number };
  readonly startTime: Date;
}
