import { IConstruct } from 'constructs';
import { AddRouteOptions } from './add-route-options';
import { IMcpBackend } from './i-mcp-backend';
import { IRouteParent } from './i-route-parent';
import { ITrafficTarget } from './i-traffic-target';
import { McpRoute } from './mcp-route';

/** A gateway in front of MCP servers, whether this app makes it or not. */
export interface IMcpGateway extends IConstruct, IRouteParent, ITrafficTarget {
  /** The name of the Gateway. */
  readonly name: string;

  /** The namespace of the Gateway; undefined where the manifests leave it to whoever applies them. */
  readonly namespace?: string;

  /**
   * Serves MCP servers at a path and everything below it.
   *
   * @param path where clients reach them, such as `/mcp`
   */
  addRoute(path: string, backend: IMcpBackend, options?: AddRouteOptions): McpRoute;

  /**
   * Admits ListenerSets of a namespace (`spec.allowedListeners`), where this app makes the gateway.
   *
   * @param namespace the namespace of the ListenerSets; without one, that of the gateway
   */
  admitListenerSets(namespace?: string): void;

  /** Attaches a policy to the listener with this name alone. */
  listener(name: string): ITrafficTarget;
}
