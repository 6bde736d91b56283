import { ClaimRule } from './claim-rule';
import { ExtProc } from './ext-proc';

/** A service that processes some requests: an entry of `traffic.extProc.conditional` (agentgateway 1.2 or newer). Of several, the first whose condition holds counts. */
export interface ConditionalExtProc {
  /**
   * `condition`: which requests it is for. A condition whose expression fails counts as one that does not hold.
   *
   * @default - all that no entry before it is for; only the last entry can do without
   */
  readonly condition?: ClaimRule;

  /** `policy`: the service, and what it gets. */
  readonly policy: ExtProc;
}
