import { PolicyTargetReference } from './policy-target-reference';

/** What a traffic policy can be attached to: a gateway, one of its listeners, a route or one of its rules. */
export interface ITrafficTarget {
  /** How the policy names its target. */
  readonly trafficTarget: PolicyTargetReference;
}
