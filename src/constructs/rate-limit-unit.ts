/** The time that a local rate limit counts for: `rateLimit.local[].unit`. */
export enum RateLimitUnit {
  /** A second. */
  SECONDS = 'Seconds',
  /** A minute. */
  MINUTES = 'Minutes',
  /** An hour. */
  HOURS = 'Hours',
}
