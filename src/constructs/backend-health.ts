import { Duration } from 'cdk8s';

/** When a server counts as out of order, and what becomes of it: `health`. */
export interface BackendHealth {
  /**
   * `unhealthyCondition`: an expression about an answer, such as `response.code >= 500`.
   *
   * @default - status codes from 500 and connections that fail lower the health of a server, without evicting it
   */
  readonly unhealthyCondition?: string;

  /**
   * `eviction.duration`: how long a server is left out at first, at least 1s; each time longer.
   *
   * @default - 3 seconds
   */
  readonly evictionDuration?: Duration;

  /**
   * `eviction.consecutiveFailures`: so many bad answers in a row evict a server, at least 0.
   *
   * @default - the first one may
   */
  readonly consecutiveFailures?: number;

  /**
   * `eviction.healthThreshold`: a health below evicts a server, 0 to 100.
   *
   * @default - the first bad answer may
   */
  readonly healthThreshold?: number;

  /**
   * `eviction.restoreHealth`: the health of a server that comes back, 0 to 100.
   *
   * @default - that which it had
   */
  readonly restoreHealth?: number;
}
