import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { ClaimRule } from './claim-rule';
import { ITrafficTarget } from './i-traffic-target';
import { TrafficConstruct } from './support/traffic-construct';
import { TrafficSettings } from './traffic-settings';

/** Properties of `TrafficPolicy`. */
export interface TrafficPolicyProps extends TrafficSettings {
  /** What the policy acts on: a gateway, a listener, a route or a route rule (`spec.targetRefs`). */
  readonly target: ITrafficTarget;

  /**
   * `metadata` of the AgentgatewayPolicy.
   *
   * @default - a name from the path of the construct, in the namespace of the target
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Rules of which one must hold (`spec.traffic.authorization`, action `Allow`). They add to those of every other policy on the same way.
   *
   * @default - none
   */
  readonly allow?: ClaimRule[];

  /**
   * Rules that must all hold (`spec.traffic.authorization`, action `Require`, in a second policy if there are rules of both kinds).
   *
   * @default - none
   */
  readonly require?: ClaimRule[];

  /**
   * Rules that must certainly not hold: their opposite is required (`spec.traffic.authorization`, action `Require`).
   *
   * @default - none
   */
  readonly deny?: ClaimRule[];

  /**
   * Fields of `spec` that have no prop here. Maps are merged with what is rendered, everything else takes its place; the result is checked.
   *
   * @default - none
   */
  readonly spec?: Record<string, unknown>;
}

/**
 * Limits, timeouts, retries, headers and other ways to authenticate than a JWT: an AgentgatewayPolicy with `spec.traffic`.
 * Policies on one target join where they set different fields; of two that set the same one, agentgateway takes any.
 *
 * @example
 * new TrafficPolicy(chart, 'limits', {
 *   target: gateway,
 *   rateLimit: { local: { requests: 100, unit: RateLimitUnit.MINUTES } },
 *   requestTimeout: Duration.seconds(30),
 * });
 */
export class TrafficPolicy extends TrafficConstruct {
  /**
   * @param scope the construct that it belongs to
   * @param id its id there
   * @param props what the policy acts on, and what it does there
   */
  public constructor(scope: Construct, id: string, props: TrafficPolicyProps) {
    super(scope, id, props.target.trafficTarget, props, props.metadata, props.spec);
    if (props.allow) this.allow(...props.allow);
    this.require(...props.require ?? []);
    this.deny(...props.deny ?? []);
    const says = this._settings.length > 0 || props.spec !== undefined;
    this.node.addValidation({ validate: () => says || this._hasRules ? [] : ['the policy says nothing\n      help: give it a setting or a rule'] });
  }

  /** @internal */
  protected _jwtAuthentication(): undefined {}
}
