import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { ClaimRule } from './claim-rule';
import { ITrafficTarget } from './i-traffic-target';
import { JwtMode } from './jwt-mode';
import { JwtProvider } from './jwt-provider';
import { Authorization } from './support/authorization-rules';
import { checkText } from './support/check-props';
import { PolicyConstruct } from './support/policy-construct';
import { registeredClaimsGuard } from './support/registered-claims-guard';
import { UsageError } from './support/usage-error';
import { isAtLeast, versionOfApp } from './support/version-of-app';

/** Properties of `JwtPolicy`. */
export interface JwtPolicyProps {
  /** What is protected: a gateway, a listener, a route or a route rule (`spec.targetRefs`). */
  readonly target: ITrafficTarget;

  /** The issuers whose tokens are accepted (`spec.traffic.jwtAuthentication.providers`). */
  readonly providers: JwtProvider[];

  /**
   * `metadata` of the AgentgatewayPolicy.
   *
   * @default - a name from the path of the construct, in the namespace of the target
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * What becomes of requests without a valid token (`spec.traffic.jwtAuthentication.mode`).
   *
   * @default JwtMode.STRICT
   */
  readonly mode?: JwtMode;

  /**
   * Rules of which one must hold (`spec.traffic.authorization`, action `Allow`).
   *
   * @default - every valid token suffices
   */
  readonly allow?: ClaimRule[];

  /**
   * Rules that must all hold (action `Require`, in a second policy if there are rules of both kinds).
   *
   * @default - none
   */
  readonly require?: ClaimRule[];

  /**
   * Rules that must certainly not hold. A token for which that cannot be told is denied; they are rendered as the requirement of their opposite.
   *
   * @default - none
   */
  readonly deny?: ClaimRule[];

  /**
   * Require that the token has an `iss`, and an `aud` where the provider has audiences. agentgateway up to release 1.4 accepts tokens
   * without them; a rule beside yours refuses those. Newer releases do so by themselves.
   *
   * @default true
   */
  readonly requireIssuerAndAudience?: boolean;
}

/** Who may reach a gateway or a route, by the claims of a JWT: an AgentgatewayPolicy with `spec.traffic.jwtAuthentication`. */
export class JwtPolicy extends PolicyConstruct {
  private readonly providers: JwtProvider[];
  private readonly mode: JwtMode;

  public constructor(scope: Construct, id: string, props: JwtPolicyProps) {
    super(scope, id, props.target.trafficTarget, props.metadata);
    if (props.providers.length === 0) throw new UsageError('`providers` is empty, so no token would be accepted', 'give at least one provider');
    this.providers = props.providers.map(checkProvider);
    this.mode = props.mode ?? JwtMode.STRICT;

    const needsGuard = !isAtLeast(versionOfApp(this), 'main');
    if (needsGuard && (props.requireIssuerAndAudience ?? true)) this.require(registeredClaimsGuard(this.providers, this.mode));
    if (props.allow) this.allow(...props.allow);
    this.require(...props.require ?? []);
    this.deny(...props.deny ?? []);
  }

  /** @internal */
  protected _checkRules(rules: readonly ClaimRule[]): void {
    for (const rule of rules) {
      if (rule._readsMcp) {
        throw new UsageError(`the rule \`${rule.toString()}\` asks for a tool, prompt, resource or target, which is not known yet where a JWT policy decides`,
          'use it in a `ToolPolicy`');
      }
    }
  }

  /** @internal */
  protected _policy(authorization?: Authorization): Record<string, unknown> {
    const providers = this.providers.map(({ issuer, audiences, jwks }) => ({ issuer, audiences, jwks: jwks._render() }));
    return { traffic: { jwtAuthentication: { mode: this.mode, providers }, authorization } };
  }

  /** @internal */
  protected _requirements(authorization: Authorization): Record<string, unknown> {
    return { traffic: { authorization } };
  }
}

function checkProvider(provider: JwtProvider): JwtProvider {
  checkText('issuer', provider.issuer, 256);
  if (provider.audiences?.length === 0) {
    throw new UsageError(`\`audiences\` of provider \`${provider.issuer}\` is empty`, 'give the audiences of this gateway, or leave `audiences` out');
  }
  return provider;
}
