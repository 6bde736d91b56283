import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { ClaimRule } from './claim-rule';
import { CredentialLocation } from './credential-location';
import { ITrafficTarget } from './i-traffic-target';
import { JwtMode } from './jwt-mode';
import { JwtProvider } from './jwt-provider';
import { McpAuthentication } from './mcp-authentication';
import { checkJwtProvider } from './support/check-jwt-provider';
import { checkSize, checkText } from './support/check-props';
import { checkVerifiable, IssuerKeys } from './support/check-verifiable';
import { serveOAuthMetadata } from './support/oauth-routes';
import { registeredClaimsGuard } from './support/registered-claims-guard';
import { renderMcpAuthentication } from './support/render-mcp-authentication';
import { TrafficConstruct } from './support/traffic-construct';
import { UsageError } from './support/usage-error';
import { isAtLeast, versionOfApp } from './support/version-of-app';
import { addAcknowledgement } from './synthesis/given-acknowledgements';
import { addGivenToken } from './synthesis/given-tokens';
import { TrafficSettings } from './traffic-settings';

/** Properties of `JwtPolicy`. */
export interface JwtPolicyProps extends TrafficSettings {
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
   * Where the token is (`spec.traffic.jwtAuthentication.location`; agentgateway 1.2 or newer).
   *
   * @default - the header `Authorization`, after `Bearer `
   */
  readonly location?: CredentialLocation;

  /**
   * What MCP clients are told about how to get a token (`spec.traffic.jwtAuthentication.mcp`; agentgateway 1.1 or newer).
   *
   * @default - nothing; they have one already
   */
  readonly mcp?: McpAuthentication;

  /**
   * Rules of which one must hold (`spec.traffic.authorization`, action `Allow`).
   *
   * @default - every valid token suffices
   */
  readonly allow?: ClaimRule[];

  /**
   * Rules that must all hold (`spec.traffic.authorization`, action `Require`, in a second policy if there are rules of both kinds).
   *
   * @default - none
   */
  readonly require?: ClaimRule[];

  /**
   * Rules that must certainly not hold. A token for which that cannot be told is denied: their opposite is required
   * (`spec.traffic.authorization`, action `Require`).
   *
   * @default - none
   */
  readonly deny?: ClaimRule[];

  /**
   * Require that the token has an `iss`, and an `aud` where the provider has audiences. agentgateway up to release 1.4 accepts tokens
   * without them; a rule beside yours refuses those (`spec.traffic.authorization`, action `Require`). Newer releases do so by themselves.
   *
   * @default true
   */
  readonly requireIssuerAndAudience?: boolean;

  /**
   * The types of claims, such as `{ groups: 'list(string)', level: 'int' }` (one of `metadata.annotations`, which only the checks
   * read). Expressions about declared claims are checked more sharply.
   *
   * @default - a claim can have any type
   */
  readonly claims?: Record<string, string>;

  /**
   * Fields of `spec` that have no prop here. Maps are merged with what is rendered, everything else takes its place; the result is checked.
   *
   * @default - none
   */
  readonly spec?: Record<string, unknown>;
}

/**
 * Who may reach a gateway or a route, by the claims of a JWT: an AgentgatewayPolicy with `spec.traffic.jwtAuthentication`.
 *
 * @example
 * new JwtPolicy(chart, 'jwt', {
 *   target: gateway,
 *   providers: [{ issuer: 'https://login.example.com', audiences: ['mcp'], jwks: Jwks.fromFile('jwks.json') }],
 *   allow: [ClaimRule.claim('sub').equalTo('alice'), ClaimRule.claim('groups').contains('developers')],
 * });
 */
export class JwtPolicy extends TrafficConstruct {
  private readonly jwtAuthentication: Record<string, unknown>;
  private readonly guard?: ClaimRule;
  private readonly keySets: readonly IssuerKeys[];

  /**
   * @param scope the construct that it belongs to
   * @param id its id there
   * @param props what is protected, whose tokens are accepted, and who may pass
   */
  public constructor(scope: Construct, id: string, props: JwtPolicyProps) {
    super(scope, id, props.target.trafficTarget, props, props.metadata, props.spec, props.claims);
    if (props.providers.length === 0) throw new UsageError('`providers` is empty, so no token would be accepted', 'give at least one provider');
    checkSize('providers', props.providers, 64);
    const { providers } = props;
    providers.forEach((provider) => checkJwtProvider(provider, versionOfApp(this)));
    const mode = props.mode ?? JwtMode.STRICT;
    const rendered = providers.map(({ issuer, audiences, jwks }, index) => {
      if (jwks._reference !== undefined) this._grant(jwks._reference);
      return { issuer, audiences, jwks: jwks._bind(this, `jwks-${index}`, this.namespace) };
    });
    this.keySets = rendered.map(({ issuer, jwks }) => ({ issuer, areFetched: !('inline' in jwks) }));
    this.jwtAuthentication = {
      mode,
      providers: rendered,
      location: props.location?._render(),
      mcp: props.mcp && renderMcpAuthentication(props.mcp, providers, mode),
    };
    const { location, mcp } = this.jwtAuthentication;
    if (location !== undefined || mcp !== undefined || this.keySets.some(({ areFetched }) => areFetched)) {
      // inline key sets are long, and judged as what they are at synthesis
      const checked = rendered.map(({ issuer, jwks }) => ({ issuer, jwks: 'inline' in jwks ? { inline: '{}' } : jwks }));
      this._refuseInvalid({ traffic: { jwtAuthentication: { mode, providers: checked, location, mcp } } }, 'spec.traffic.jwtAuthentication.');
    }
    if (mcp !== undefined) serveOAuthMetadata(this.node.root, props.target.trafficTarget);

    const reasons = providers.flatMap(({ anyAudience }) => anyAudience === undefined ? [] : [anyAudience.trim()]);
    if (reasons.length > 0) addAcknowledgement(this, 'J08', [...new Set(reasons)].join('; '));

    const needsGuard = !isAtLeast(versionOfApp(this), 'main');
    if (needsGuard && (props.requireIssuerAndAudience ?? true)) {
      this.guard = registeredClaimsGuard(providers, mode);
      this.require(this.guard);
    }
    if (props.allow) this.allow(...props.allow);
    this.require(...props.require ?? []);
    this.deny(...props.deny ?? []);
  }

  /**
   * Has a sample token verified at every synthesis, which stops with `J36` if the gateway would refuse it: by signature, algorithm, issuer and audience,
   * with the key sets in the manifest and the rules of the target release. The rules of `allow`, `require` and `deny` have no say.
   *
   * The clock has none either: the token is judged as of the second in which it was issued (`iat`), or else of its last (`exp`), so that a sample
   * may be expired. It goes to no manifest and no message.
   *
   * @param token the token as its issuer sends it, of at most 65,536 characters; its issuer's keys stand in the manifest
   */
  public expectToken(token: string): void {
    const sample = token.trim();
    checkText('token', sample, 65_536);
    checkVerifiable(sample, this.keySets);
    addGivenToken({ policy: this.apiObject, token: sample, requirement: this.guard?.expression });
  }

  /** @internal */
  protected _jwtAuthentication(): Record<string, unknown> {
    return this.jwtAuthentication;
  }
}
