import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { Authorization, AuthorizationRules } from './authorization-rules';
import { claimsAnnotation } from './claims-annotation';
import { gvk } from './gvk';
import { ManifestConstruct } from './manifest-construct';
import { ManifestObject } from './manifest-object';
import { policyMetadata } from './policy-metadata';
import { noteChange } from './revision';
import { UsageError } from './usage-error';
import { versionOfApp } from './version-of-app';
import { ClaimRule } from '../claim-rule';
import { PolicyTargetReference } from '../policy-target-reference';

/**
 * An AgentgatewayPolicy with rules. An authorization has one action: where there are rules of both kinds, what is required goes
 * to a second policy, with the name of the first and `-require`.
 *
 * @internal
 */
export abstract class PolicyConstruct extends ManifestConstruct {
  private readonly rules = new AuthorizationRules();
  private readonly target: PolicyTargetReference;
  private readonly annotations: Record<string, string>;

  protected constructor(
    scope: Construct, id: string, target: PolicyTargetReference, metadata?: ApiObjectMetadata, fragment?: Record<string, unknown>,
    claims: Record<string, string> = {},
  ) {
    super(scope, id, gvk.agentgatewayPolicy, policyMetadata(scope, metadata, target), fragment);
    this.target = target;
    this.annotations = claimsAnnotation(claims);
    Object.entries(this.annotations).forEach(([key, value]) => this.apiObject.metadata.addAnnotation(key, value));
  }

  /** Adds rules of which one must hold (action `Allow`). */
  public allow(...rules: ClaimRule[]): void {
    // without a rule that allows, agentgateway lets everyone in, which is the opposite of what an empty list says
    if (rules.length === 0) throw new UsageError('`allow` got no rule, so it would let everyone in', 'give at least one rule, or leave `allow` out');
    this._checkRules(rules);
    this.rules.allow(...rules);
    this.splitByAction();
  }

  /** Adds rules that must all hold (action `Require`). */
  public require(...rules: ClaimRule[]): void {
    this._checkRules(rules);
    this.rules.require(...rules);
    this.splitByAction();
  }

  /** Adds rules that must certainly not hold; they are rendered as the requirement of their opposite. */
  public deny(...rules: ClaimRule[]): void {
    this._checkRules(rules);
    this.rules.deny(...rules);
    this.splitByAction();
  }

  /** Refuses rules that cannot be decided where this policy acts. @internal */
  protected abstract _checkRules(rules: readonly ClaimRule[]): void;

  /** The spec without its targets. @internal */
  protected abstract _policy(authorization?: Authorization): Record<string, unknown>;

  /** The spec of the second policy without its targets. @internal */
  protected abstract _requirements(authorization: Authorization): Record<string, unknown>;

  /** @internal */
  protected _spec(): Record<string, unknown> {
    return { ...this.targetRefs, ...this._policy(this.authorizations[0]) };
  }

  /** @internal */
  protected get _hasRules(): boolean {
    return this.authorizations.length > 0;
  }

  private splitByAction(): void {
    noteChange(this);
    const id = 'require';
    if (this.authorizations.length < 2 || this.node.tryFindChild(id) !== undefined) return;
    new ManifestObject(this, id, {
      ...gvk.agentgatewayPolicy,
      metadata: { name: `${this.name}-require`, namespace: this.namespace, annotations: this.annotations },
      spec: () => ({ ...this.targetRefs, ...this._requirements(this.authorizations[1]) }),
    });
  }

  private get authorizations(): readonly Authorization[] {
    return this.rules.render(versionOfApp(this));
  }

  private get targetRefs(): object {
    const { group, kind, name, sectionName } = this.target;
    return { targetRefs: [{ group, kind, name, sectionName }] };
  }
}
