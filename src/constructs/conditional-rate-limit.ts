import { ClaimRule } from './claim-rule';
import { RateLimit } from './rate-limit';

/** A limit for some requests: an entry of `traffic.rateLimit.conditional` (agentgateway 1.2 or newer). Of several, the first whose condition holds counts. */
export interface ConditionalRateLimit {
  /**
   * `condition`: which requests it is for. A condition whose expression fails counts as one that does not hold.
   *
   * @default - all that no entry before it is for; only the last entry can do without
   */
  readonly condition?: ClaimRule;

  /** `policy`: the limit. */
  readonly policy: RateLimit;
}
