import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { IMcpGateway } from './i-mcp-gateway';
import { IRouteParent } from './i-route-parent';
import { McpListener } from './mcp-listener';
import { RouteParentReference } from './route-parent-reference';
import { gvk } from './support/gvk';
import { Listeners } from './support/listeners';
import { ManifestConstruct } from './support/manifest-construct';
import { noteChange } from './support/revision';
import { UsageError } from './support/usage-error';
import { isAtLeast, versionOfApp } from './support/version-of-app';

/** Properties of `McpListenerSet`. */
export interface McpListenerSetProps {
  /**
   * The gateway that gets the listeners (`spec.parentRef`). One that this app makes admits the set; another one has to do so itself,
   * in its `spec.allowedListeners`.
   */
  readonly gateway: IMcpGateway;

  /**
   * `metadata` of the ListenerSet.
   *
   * @default - a name from the path of the construct, in the namespace of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * `spec.listeners`. More can be added with `addListener`.
   *
   * @default - none yet
   */
  readonly listeners?: McpListener[];

  /**
   * Fields of `spec` that have no prop here. Maps are merged with what is rendered, everything else takes its place; the result is checked.
   *
   * @default - none
   */
  readonly spec?: Record<string, unknown>;
}

/**
 * Listeners that are added to a gateway from elsewhere, such as the namespace of a team: a Gateway API ListenerSet
 * (Gateway API 1.5, agentgateway 1.0 or newer).
 *
 * It cannot be the target of a policy: up to release 1.4, agentgateway reports such a policy as attached and does not apply it. Protect
 * the gateway, or the routes of the set.
 *
 * @example
 * const listeners = new McpListenerSet(chart, 'team', { gateway, listeners: [McpListener.http({ name: 'team', port: 8081 })] });
 * new McpRoute(chart, 'tools', { gateway: listeners, rules: [{ backend }] });
 */
export class McpListenerSet extends ManifestConstruct implements IRouteParent {
  private readonly gateway: IMcpGateway;
  private readonly listeners = new Listeners('the set');

  /**
   * @param scope the construct that it belongs to
   * @param id its id there
   * @param props the gateway, and the listeners that it gets
   */
  public constructor(scope: Construct, id: string, props: McpListenerSetProps) {
    super(scope, id, gvk.listenerSet, props.metadata, props.spec);
    if (!isAtLeast(versionOfApp(this), '1.0')) {
      throw new UsageError(`ListenerSets exist since agentgateway 1.0, and this app is for ${versionOfApp(this)}`, 'add the listeners to the gateway, or target 1.0');
    }
    this.gateway = props.gateway;
    props.gateway.admitListenerSets(this.namespace);
    for (const listener of props.listeners ?? []) this.addListener(listener);
    this.node.addValidation({ validate: () => this.listeners.isEmpty ? ['the set has no listener\n      help: give `listeners`, or call `addListener`'] : [] });
  }

  /** Has routes served by these listeners alone. */
  public get routeParent(): RouteParentReference {
    return { group: this.apiObject.apiGroup, kind: this.apiObject.kind, name: this.name, namespace: this.namespace };
  }

  /** Adds an entry to `spec.listeners`. */
  public addListener(listener: McpListener): void {
    this.listeners.add(listener);
    listener._grant(this, { group: this.apiObject.apiGroup, kind: this.apiObject.kind, namespace: this.namespace });
    noteChange(this);
  }

  /** @internal */
  protected _spec(): Record<string, unknown> {
    return { parentRef: { name: this.gateway.name, namespace: this.gateway.namespace }, listeners: this.listeners.render(this.namespace) };
  }
}
