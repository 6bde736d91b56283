import { ClaimRule } from './claim-rule';
import { DirectResponse } from './direct-response';

/** An answer that the gateway gives to some requests by itself: an entry of `traffic.directResponse.conditional` (agentgateway 1.2 or newer). Of several, the first whose condition holds counts. */
export interface ConditionalDirectResponse {
  /**
   * `condition`: which requests it is for. A condition whose expression fails counts as one that does not hold.
   *
   * @default - all that no entry before it is for; only the last entry can do without
   */
  readonly condition?: ClaimRule;

  /** `policy`: the answer. */
  readonly policy: DirectResponse;
}
