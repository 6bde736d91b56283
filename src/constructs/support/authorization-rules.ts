import { ClaimRule } from '../claim-rule';
import { isAtLeast } from './version-of-app';
import { TargetVersion } from '../../manifest';

/** An `authorization` block of a policy. */
export interface Authorization {
  readonly action: 'Allow' | 'Require';
  readonly policy: { readonly matchExpressions: readonly string[] };
}

/**
 * The rules of one policy, open until synthesis.
 *
 * agentgateway joins the expressions of an Allow by "or" and those of a Require by "and". A Deny would not deny where its expression fails,
 * so a denied rule is rendered as the requirement of its opposite.
 */
export class AuthorizationRules {
  private readonly allowed: ClaimRule[] = [];
  private readonly required: ClaimRule[] = [];

  public allow(...rules: ClaimRule[]): void {
    this.allowed.push(...rules);
  }

  public require(...rules: ClaimRule[]): void {
    this.required.push(...rules);
  }

  public deny(...rules: ClaimRule[]): void {
    this.required.push(...rules.map((rule) => ClaimRule.not(rule)));
  }

  /**
   * One block, or that of what is allowed and that of what is required.
   *
   * `Require` exists since release 1.1. Before it, what is required is part of every allowed expression, or is the only one; an Allow of
   * another policy on the same way can then add to it.
   */
  public render(version: TargetVersion): readonly Authorization[] {
    if (isAtLeast(version, '1.1') || this.required.length === 0) {
      return [...block('Allow', this.allowed), ...block('Require', this.required)];
    }
    return block('Allow', this.allowed.length === 0
      ? [ClaimRule.allOf(...this.required)]
      : this.allowed.map((rule) => ClaimRule.allOf(...this.required, rule)));
  }
}

function block(action: 'Allow' | 'Require', rules: readonly ClaimRule[]): readonly Authorization[] {
  return rules.length === 0 ? [] : [{ action, policy: { matchExpressions: rules.map((rule) => rule.expression) } }];
}
