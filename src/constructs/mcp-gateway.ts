import { ApiObjectMetadata, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { AddRouteOptions } from './add-route-options';
import { IMcpBackend } from './i-mcp-backend';
import { IMcpGateway } from './i-mcp-gateway';
import { ITrafficTarget } from './i-traffic-target';
import { McpListener } from './mcp-listener';
import { McpRoute } from './mcp-route';
import { PathMatch } from './path-match';
import { PolicyTargetReference } from './policy-target-reference';
import { gvk } from './support/gvk';
import { ManifestConstruct } from './support/manifest-construct';
import { UsageError } from './support/usage-error';

/** Properties of `McpGateway`. */
export interface McpGatewayProps {
  /**
   * `metadata` of the Gateway.
   *
   * @default - a name from the path of the construct, in the namespace of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * `spec.gatewayClassName`. The controller of agentgateway makes the class `agentgateway` itself.
   *
   * @default 'agentgateway'
   */
  readonly gatewayClassName?: string;

  /**
   * `spec.listeners`. More can be added with `addListener`.
   *
   * @default - `McpListener.http()`, unless one is added
   */
  readonly listeners?: McpListener[];
}

/** Where MCP clients connect: a Gateway API Gateway of class `agentgateway`. */
export class McpGateway extends ManifestConstruct implements IMcpGateway {
  /**
   * A gateway that exists already; its manifest is not part of this app.
   *
   * @param namespace the namespace of the gateway; policies for it go there too. Default: that of the chart
   */
  public static fromGatewayName(scope: Construct, id: string, name: string, namespace?: string): IMcpGateway {
    return new ExistingGateway(scope, id, name, namespace);
  }

  private readonly gatewayClassName: string;
  private readonly listeners: McpListener[] = [];

  public constructor(scope: Construct, id: string, props: McpGatewayProps = {}) {
    super(scope, id, gvk.gateway, props.metadata);
    this.gatewayClassName = props.gatewayClassName ?? 'agentgateway';
    for (const listener of props.listeners ?? []) this.addListener(listener);
  }

  /** Attaches a policy to the whole gateway. */
  public get trafficTarget(): PolicyTargetReference {
    return gatewayReference(this);
  }

  /** Adds an entry to `spec.listeners`. */
  public addListener(listener: McpListener): void {
    if (this.listeners.some(({ name }) => name === listener.name)) {
      throw new UsageError(`the gateway has two listeners with the name \`${listener.name}\``, 'give each listener a `name` of its own');
    }
    this.listeners.push(listener);
  }

  /** Attaches a policy to the listener with this name alone. */
  public listener(name: string): ITrafficTarget {
    const names = this.effectiveListeners.map((listener) => listener.name);
    if (!names.includes(name)) {
      throw new UsageError(`the gateway has no listener with the name \`${name}\``, `its listeners are ${names.map((known) => `\`${known}\``).join(', ')}`);
    }
    return { trafficTarget: { ...this.trafficTarget, sectionName: name } };
  }

  /**
   * Serves MCP servers at a path and everything below it.
   *
   * @param path where clients reach them, such as `/mcp`
   */
  public addRoute(path: string, backend: IMcpBackend, options: AddRouteOptions = {}): McpRoute {
    return addRoute(this, path, backend, options);
  }

  /** @internal */
  protected _spec(): Record<string, unknown> {
    return { gatewayClassName: this.gatewayClassName, listeners: this.effectiveListeners.map((listener) => listener._render()) };
  }

  private get effectiveListeners(): McpListener[] {
    return this.listeners.length === 0 ? [McpListener.http()] : this.listeners;
  }
}

class ExistingGateway extends Construct implements IMcpGateway {
  public readonly kind = gvk.gateway.kind;
  public readonly namespace?: string;

  public constructor(scope: Construct, id: string, public readonly name: string, namespace?: string) {
    super(scope, id);
    this.namespace = namespace ?? Chart.of(this).namespace;
  }

  public get trafficTarget(): PolicyTargetReference {
    return gatewayReference(this);
  }

  public addRoute(path: string, backend: IMcpBackend, options: AddRouteOptions = {}): McpRoute {
    return addRoute(this, path, backend, options);
  }

  public listener(name: string): ITrafficTarget {
    return { trafficTarget: { ...this.trafficTarget, sectionName: name } };
  }
}

function addRoute(gateway: Construct & IMcpGateway, path: string, backend: IMcpBackend, options: AddRouteOptions): McpRoute {
  const { metadata, hostnames, ...filters } = options;
  const id = metadata?.name ?? `route${path.replaceAll('/', '-')}`;
  if (gateway.node.tryFindChild(id) !== undefined) {
    throw new UsageError(`the gateway has a route \`${id}\` already`, 'give this one a `metadata.name` of its own, or add a rule to the other with `addRule`');
  }
  return new McpRoute(gateway, id, {
    gateway,
    metadata,
    hostnames,
    rules: [{ paths: [PathMatch.prefix(path)], backend, ...filters }],
  });
}

function gatewayReference({ name, namespace }: { name: string; namespace?: string }): PolicyTargetReference {
  return { group: 'gateway.networking.k8s.io', kind: gvk.gateway.kind, name, namespace };
}
