import { BackendReference } from './backend-reference';
import { FailureMode } from './failure-mode';
import { RateLimitCostUnit } from './rate-limit-cost-unit';
import { RateLimitUnit } from './rate-limit-unit';

/** How many requests are let through; the others are answered 429: `traffic.rateLimit`. */
export interface RateLimit {
  /**
   * `local[0]`: a limit that every proxy of the gateway counts for itself.
   *
   * @default - none
   */
  readonly local?: LocalRateLimit;

  /**
   * The rest of `local`, 1 to 15: limits that hold too. Up to release 1.4, agentgateway uses the first one alone.
   *
   * @default - none
   */
  readonly furtherLocal?: LocalRateLimit[];

  /**
   * `global`: a limit that a rate limit service counts for all proxies.
   *
   * @default - none
   */
  readonly global?: GlobalRateLimit;
}

/** A limit that every proxy counts for itself: `rateLimit.local[]`. Exactly one of `requests` and `tokens` is given. */
export interface LocalRateLimit {
  /** `unit`: the time that the limit counts for. */
  readonly unit: RateLimitUnit;

  /**
   * `requests`: so many requests, at least 1.
   *
   * @default - tokens are counted
   */
  readonly requests?: number;

  /**
   * `tokens`: so many tokens of a language model, at least 1.
   *
   * @default - requests are counted
   */
  readonly tokens?: number;

  /**
   * `burst`: so many more at once, at least 0.
   *
   * @default 0
   */
  readonly burst?: number;
}

/** A limit that a service with Envoy's rate limit protocol counts: `rateLimit.global`. */
export interface GlobalRateLimit {
  /** `backendRef`: the rate limit service. */
  readonly service: BackendReference;

  /** `domain`: the configuration of the service that holds, as it is called there. */
  readonly domain: string;

  /** `descriptors`: what the service is asked about each request, 1 to 16. */
  readonly descriptors: RateLimitDescriptor[];

  /**
   * `failureMode`: what happens where the service is out of order (agentgateway 1.1 or newer).
   *
   * @default FailureMode.FAIL_CLOSED
   */
  readonly failureMode?: FailureMode;
}

/** A question to a rate limit service: `descriptors[]`. A question of which a value fails is not asked. */
export interface RateLimitDescriptor {
  /** `entries`, 1 to 16, in the order that the configuration of the service nests them. */
  readonly entries: RateLimitEntry[];

  /**
   * `unit`.
   *
   * @default RateLimitCostUnit.REQUESTS
   */
  readonly unit?: RateLimitCostUnit;

  /**
   * `cost`: an expression for how much a request counts (agentgateway 1.2 or newer).
   *
   * @default - 1
   */
  readonly cost?: string;
}

/** A name and a value of a question to a rate limit service: `entries[]`. */
export interface RateLimitEntry {
  /** `name`, at most 64 characters. */
  readonly name: string;

  /** `expression`: the value, in agentgateway's dialect of CEL, such as `jwt.sub`. */
  readonly expression: string;
}
