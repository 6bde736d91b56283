import { ApiObjectMetadata, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { BackendSettings } from './backend-settings';
import { BackendTarget } from './backend-target';
import { guardConnections } from './support/guard-connections';
import { gvk } from './support/gvk';
import { ManifestConstruct } from './support/manifest-construct';
import { policyMetadata } from './support/policy-metadata';
import { referencesOfSettings } from './support/references-of-settings';
import { refuseInvalid } from './support/refuse-invalid';
import { renderBackendSettings } from './support/render-backend-settings';
import { versionOfApp } from './support/version-of-app';

/** Properties of `BackendPolicy`. */
export interface BackendPolicyProps extends BackendSettings {
  /** The servers that it applies to (`spec.targetRefs`). */
  readonly target: BackendTarget;

  /**
   * `metadata` of the AgentgatewayPolicy.
   *
   * @default - a name from the path of the construct, in the namespace of the target
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Fields of `spec` that have no prop here. Maps are merged with what is rendered, everything else takes its place; the result is checked.
   *
   * @default - none
   */
  readonly spec?: Record<string, unknown>;
}

/**
 * How the gateway connects to servers that are there already, or to all behind a route: an AgentgatewayPolicy with `spec.backend`. What an MCP target or
 * an AgentgatewayBackend says itself takes its place, field by field.
 *
 * @example
 * new BackendPolicy(chart, 'connections', {
 *   target: BackendTarget.serviceName('tickets'),
 *   sni: 'tickets.example.com',
 *   tls: true,
 *   requestTimeout: Duration.seconds(30),
 * });
 */
export class BackendPolicy extends ManifestConstruct {
  private readonly rendered: Record<string, unknown>;

  /**
   * @param scope the construct that it belongs to
   * @param id its id there
   * @param props what it applies to, and what it says
   */
  public constructor(scope: Construct, id: string, props: BackendPolicyProps) {
    const { namespace, group, kind, name, sectionName } = props.target._referenceIn(props.metadata?.namespace ?? Chart.of(scope).namespace);
    super(scope, id, gvk.agentgatewayPolicy, policyMetadata(scope, props.metadata, { name, namespace }), props.spec);
    const backend = renderBackendSettings(props, { namespace, version: versionOfApp(this) });
    this.rendered = { targetRefs: [{ group, kind, name, sectionName }], backend };
    if (backend !== undefined) refuseInvalid(versionOfApp(this), gvk.agentgatewayPolicy, this.rendered, 'spec.backend.');
    for (const reference of referencesOfSettings(props)) {
      reference._grant(this, { group: 'agentgateway.dev', kind: gvk.agentgatewayPolicy.kind, namespace: this.namespace });
    }
    guardConnections(this, () => [{ of: 'the policy', connection: props }]);
    const says = backend !== undefined || props.spec !== undefined;
    this.node.addValidation({ validate: () => says ? [] : ['the policy says nothing\n      help: give it a setting'] });
  }

  /** @internal */
  protected _spec(): Record<string, unknown> {
    return this.rendered;
  }
}
