import { ClaimRule } from './claim-rule';
import { ExtAuth } from './ext-auth';

/** A service that decides about some requests: an entry of `traffic.extAuth.conditional` (agentgateway 1.2 or newer). Of several, the first whose condition holds counts. */
export interface ConditionalExtAuth {
  /**
   * `condition`: which requests it is for. A condition whose expression fails counts as one that does not hold.
   *
   * @default - all that no entry before it is for; only the last entry can do without
   */
  readonly condition?: ClaimRule;

  /** `policy`: the service, and how it is asked. */
  readonly policy: ExtAuth;
}
