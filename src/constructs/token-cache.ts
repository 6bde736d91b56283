import { Duration } from 'cdk8s';

/** How long tokens from a token endpoint are kept: `cache.inMemory`. */
export interface TokenCache {
  /**
   * `defaultTtl`: how long a token is kept of which the endpoint does not say how long it is valid, at least 1s.
   *
   * @default Duration.seconds(300)
   */
  readonly defaultTtl?: Duration;

  /**
   * `maxEntries`: how many tokens are kept, at least 0; 0 keeps none.
   *
   * @default 8192
   */
  readonly maxEntries?: number;
}
