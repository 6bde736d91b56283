/** What a global rate limit counts: `descriptors[].unit`. */
export enum RateLimitCostUnit {
  /** Requests. */
  REQUESTS = 'Requests',
  /** Tokens of language models. */
  TOKENS = 'Tokens',
}
