import { ClaimRule } from './claim-rule';
import { Transformation } from './transformation';

/** Changes to some requests and their answers: an entry of `traffic.transformation.conditional` (agentgateway 1.2 or newer). Of several, the first whose condition holds counts. */
export interface ConditionalTransformation {
  /**
   * `condition`: which requests it is for. A condition whose expression fails counts as one that does not hold.
   *
   * @default - all that no entry before it is for; only the last entry can do without
   */
  readonly condition?: ClaimRule;

  /** `policy`: the changes. */
  readonly policy: Transformation;
}
