import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { Authorization } from './authorization-rules';
import { conditionsOfTraffic } from './conditions-of-traffic';
import { gvk } from './gvk';
import { PolicyConstruct } from './policy-construct';
import { refuseInvalid } from './refuse-invalid';
import { referencesOfTraffic, renderTraffic } from './render-traffic';
import { UsageError } from './usage-error';
import { versionOfApp } from './version-of-app';
import { BackendReference } from '../backend-reference';
import { ClaimRule } from '../claim-rule';
import { PolicyPhase } from '../policy-phase';
import { PolicyTargetReference } from '../policy-target-reference';
import { addAcknowledgement } from '../synthesis/given-acknowledgements';
import { TrafficSettings } from '../traffic-settings';

/**
 * An AgentgatewayPolicy with `spec.traffic`.
 *
 * @internal
 */
export abstract class TrafficConstruct extends PolicyConstruct {
  private readonly traffic: Record<string, unknown>;
  private readonly strategy: object | undefined;
  private readonly phase: PolicyPhase | undefined;

  protected constructor(
    scope: Construct, id: string, target: PolicyTargetReference, settings: TrafficSettings,
    metadata?: ApiObjectMetadata, fragment?: Record<string, unknown>, claims?: Record<string, string>,
  ) {
    super(scope, id, target, metadata, fragment, claims);
    this.phase = settings.phase;
    if (settings.phase === PolicyPhase.PRE_ROUTING && target.kind !== gvk.gateway.kind) {
      throw new UsageError(`\`phase\` is \`PreRouting\`, and the target is ${target.kind} \`${target.name}\`, which is only known after routing`,
        'target the gateway or a listener, or leave `phase` out');
    }
    this._checkRules(conditionsOfTraffic(settings));
    this.traffic = renderTraffic(settings, this.namespace, versionOfApp(this));
    this.strategy = settings.inheritance && { inheritance: settings.inheritance };
    if (this.strategy !== undefined) this._refuseInvalid({ strategy: this.strategy }, 'spec.');
    if (this._settings.length > 0) this._refuseInvalid({ traffic: this.traffic }, 'spec.traffic.');
    if (settings.passUnmatched !== undefined) addAcknowledgement(this, 'C36', settings.passUnmatched.trim());
    referencesOfTraffic(settings).forEach((reference) => this._grant(reference));
  }

  /** The names of the fields that the settings render to. @internal */
  protected get _settings(): readonly string[] {
    return Object.keys(this.traffic);
  }

  /** `spec.traffic.jwtAuthentication`. @internal */
  protected abstract _jwtAuthentication(): Record<string, unknown> | undefined;

  /** @internal */
  protected _checkRules(rules: readonly ClaimRule[]): void {
    for (const rule of rules) {
      if (rule._mcpNames.length > 0) {
        throw new UsageError(`the rule \`${rule.toString()}\` asks for a tool, prompt, resource or target, which is not known yet where a policy for traffic decides`,
          'use it in a `ToolPolicy`');
      }
    }
  }

  /** @internal */
  protected _policy(authorization?: Authorization): Record<string, unknown> {
    const jwtAuthentication = this._jwtAuthentication();
    return { strategy: this.strategy, traffic: { phase: this.phase, ...jwtAuthentication && { jwtAuthentication }, ...this.traffic, authorization } };
  }

  /** @internal */
  protected _requirements(authorization: Authorization): Record<string, unknown> {
    return { strategy: this.strategy, traffic: { phase: this.phase, authorization } };
  }

  /** Refuses a part of the spec that the target release would refuse; `section` is where messages begin to name fields. @internal */
  protected _refuseInvalid(part: { strategy?: object; traffic?: object }, section: string): void {
    const targetRefs = [{ group: 'gateway.networking.k8s.io', kind: gvk.gateway.kind, name: 'any' }];
    const { strategy, traffic } = part;
    const spec = { targetRefs, strategy, traffic: { phase: this.phase, ...traffic } };
    refuseInvalid(versionOfApp(this), gvk.agentgatewayPolicy, spec, section);
  }

  /** @internal */
  protected _grant(reference: BackendReference): void {
    reference._grant(this, { group: 'agentgateway.dev', kind: gvk.agentgatewayPolicy.kind, namespace: this.namespace });
  }
}
