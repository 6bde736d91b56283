import { ApiObjectMetadata, Chart } from 'cdk8s';
import { ISecret } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { AddRouteOptions } from './add-route-options';
import { ClientValidation } from './client-validation';
import { FrontendSettings } from './frontend-settings';
import { GatewayParameters } from './gateway-parameters';
import { IMcpBackend } from './i-mcp-backend';
import { IMcpGateway } from './i-mcp-gateway';
import { ITrafficTarget } from './i-traffic-target';
import { McpListener } from './mcp-listener';
import { McpRoute } from './mcp-route';
import { PathMatch } from './path-match';
import { PolicyTargetReference } from './policy-target-reference';
import { PortClientValidation } from './port-client-validation';
import { RouteParentReference } from './route-parent-reference';
import { checkText } from './support/check-props';
import { grantReference } from './support/grant-reference';
import { gvk } from './support/gvk';
import { Listeners } from './support/listeners';
import { ManifestConstruct } from './support/manifest-construct';
import { ManifestObject } from './support/manifest-object';
import { namespaceOfSecret } from './support/namespace-of-secret';
import { refuseInvalid } from './support/refuse-invalid';
import { referencesOfFrontend, renderFrontend } from './support/render-frontend';
import { renderGatewayTls } from './support/render-gateway-tls';
import { noteChange } from './support/revision';
import { UsageError } from './support/usage-error';
import { versionOfApp } from './support/version-of-app';

/** Properties of `McpGateway`. */
export interface McpGatewayProps extends FrontendSettings {
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

  /**
   * How the proxy is deployed (`spec.infrastructure.parametersRef`); in the namespace of the gateway.
   *
   * @default - as the controller does it
   */
  readonly parameters?: GatewayParameters;

  /**
   * `spec.infrastructure.labels`: labels of everything that the controller makes for the gateway.
   *
   * @default - none
   */
  readonly infrastructureLabels?: Record<string, string>;

  /**
   * `spec.infrastructure.annotations`: annotations of everything that the controller makes for the gateway, its load balancer for example.
   *
   * @default - none
   */
  readonly infrastructureAnnotations?: Record<string, string>;

  /**
   * Which certificate clients show (mutual TLS; `spec.tls.frontend.default`; Gateway API 1.5, agentgateway 1.0 or newer). It holds at all HTTPS listeners.
   *
   * @default - none is asked for
   */
  readonly clientValidation?: ClientValidation;

  /**
   * Which certificate clients show at certain ports, in the place of `clientValidation` (`spec.tls.frontend.perPort`, at most 64).
   *
   * @default - the same at all ports
   */
  readonly clientValidationByPort?: PortClientValidation[];

  /**
   * A Secret of type `kubernetes.io/tls`, by which the gateway shows servers who it is (`spec.tls.backend.clientCertificateRef`; Gateway API 1.5,
   * agentgateway 1.0 or newer). One that this app does not make is in the namespace of the gateway. `clientCertificate` of a connection does so for one server.
   *
   * @default - none
   */
  readonly clientCertificate?: ISecret;

  /**
   * Fields of `spec` that have no prop here. Maps are merged with what is rendered, everything else takes its place; the result is checked.
   *
   * @default - none
   */
  readonly spec?: Record<string, unknown>;
}

/**
 * Where MCP clients connect: a Gateway API Gateway of class `agentgateway`.
 *
 * @example
 * const proxy = new McpGateway(chart, 'proxy', { listeners: [McpListener.http({ port: 8080 })] });
 * proxy.addRoute('/mcp', backend);
 */
export class McpGateway extends ManifestConstruct implements IMcpGateway {
  /**
   * A gateway that exists already; its manifest is not part of this app.
   *
   * @param namespace the namespace of the gateway; policies for it go there too. Default: that of the chart
   */
  public static fromGatewayName(scope: Construct, id: string, name: string, namespace?: string): IMcpGateway {
    return new ExistingGateway(scope, id, name, namespace);
  }

  private readonly props: McpGatewayProps;
  private readonly listeners = new Listeners('the gateway');
  private readonly admittedNamespaces = new Set<string | undefined>();
  private readonly tls: object | undefined;

  /**
   * @param scope the construct that it belongs to
   * @param id its id there
   * @param props where and how the gateway listens
   */
  public constructor(scope: Construct, id: string, props: McpGatewayProps = {}) {
    super(scope, id, gvk.gateway, props.metadata, props.spec);
    if (props.gatewayClassName !== undefined) checkText('gatewayClassName', props.gatewayClassName, 253);
    this.props = props;
    for (const listener of props.listeners ?? []) this.addListener(listener);
    this.checkParameters(props.parameters);
    refuseInvalid(versionOfApp(this), gvk.gateway, { infrastructure: this.infrastructure }, 'spec.infrastructure.');
    this.tls = renderGatewayTls(props, this.namespace, versionOfApp(this));
    refuseInvalid(versionOfApp(this), gvk.gateway, { tls: this.tls }, 'spec.tls.');
    if (props.clientCertificate !== undefined) this.grantSecret(props.clientCertificate);
    this.addFrontendPolicy();
  }

  /** Attaches a policy to the whole gateway. */
  public get trafficTarget(): PolicyTargetReference {
    return gatewayReference(this);
  }

  /** Has routes served by every listener of the gateway. */
  public get routeParent(): RouteParentReference {
    return { name: this.name, namespace: this.namespace };
  }

  /** Adds an entry to `spec.listeners`. */
  public addListener(listener: McpListener): void {
    this.listeners.add(listener);
    listener._grant(this, { group: this.apiObject.apiGroup, kind: this.apiObject.kind, namespace: this.namespace });
    noteChange(this);
  }

  /**
   * Admits ListenerSets of a namespace (`spec.allowedListeners`). A `McpListenerSet` does so by itself.
   *
   * @param namespace the namespace of the ListenerSets; without one, that of the gateway
   */
  public admitListenerSets(namespace?: string): void {
    this.admittedNamespaces.add(namespace === this.namespace ? undefined : namespace);
    noteChange(this);
  }

  /** Attaches a policy to the listener with this name alone. */
  public listener(name: string): ITrafficTarget {
    const { names } = this.effectiveListeners;
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
    return {
      gatewayClassName: this.props.gatewayClassName ?? 'agentgateway',
      listeners: this.effectiveListeners.render(this.namespace),
      allowedListeners: this.allowedListeners,
      infrastructure: this.infrastructure,
      tls: this.tls,
    };
  }

  private get effectiveListeners(): Listeners {
    if (!this.listeners.isEmpty) return this.listeners;
    const standard = new Listeners('the gateway');
    standard.add(McpListener.http());
    return standard;
  }

  private get allowedListeners(): object | undefined {
    if (this.admittedNamespaces.size === 0) return undefined;
    const others = [...this.admittedNamespaces].filter((namespace) => namespace !== undefined).sort();
    if (others.length === 0) return { namespaces: { from: 'Same' } };
    const names = [...this.admittedNamespaces.has(undefined) && this.namespace !== undefined ? [this.namespace] : [], ...others].sort();
    // every namespace has a label with its name
    return { namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: names }] } } };
  }

  private get infrastructure(): object | undefined {
    const { infrastructureLabels: labels, infrastructureAnnotations: annotations, parameters } = this.props;
    if (labels === undefined && annotations === undefined && parameters === undefined) return undefined;
    return { labels, annotations, parametersRef: parameters && { group: 'agentgateway.dev', kind: gvk.agentgatewayParameters.kind, name: parameters.name } };
  }

  private checkParameters(parameters?: GatewayParameters): void {
    if (parameters === undefined || parameters.namespace === this.namespace) return;
    throw new UsageError(`\`parameters\` is in namespace \`${parameters.namespace ?? ''}\`, and the gateway in \`${this.namespace ?? ''}\``,
      'put both in one namespace; a gateway names parameters of its own alone');
  }

  private grantSecret(secret: ISecret): void {
    const namespace = namespaceOfSecret(secret);
    if (namespace === undefined) return;
    const { apiGroup, kind } = this.apiObject;
    grantReference(this, { group: apiGroup, kind, namespace: this.namespace }, { group: '', kind: 'Secret', name: secret.name, namespace });
  }

  private addFrontendPolicy(): void {
    const version = versionOfApp(this);
    const frontend = renderFrontend(this.props, version, this.namespace);
    if (frontend === undefined) return;
    const { group, kind, name } = this.trafficTarget;
    const spec = { targetRefs: [{ group, kind, name }], frontend };
    refuseInvalid(version, gvk.agentgatewayPolicy, spec, 'spec.frontend.');
    for (const reference of referencesOfFrontend(this.props)) {
      reference._grant(this, { group: 'agentgateway.dev', kind: gvk.agentgatewayPolicy.kind, namespace: this.namespace });
    }
    const metadata = { name: `${this.name}-frontend`, namespace: this.namespace };
    new ManifestObject(this, 'frontend', { ...gvk.agentgatewayPolicy, metadata, spec: () => spec });
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

  public get routeParent(): RouteParentReference {
    return { name: this.name, namespace: this.namespace };
  }

  public addRoute(path: string, backend: IMcpBackend, options: AddRouteOptions = {}): McpRoute {
    return addRoute(this, path, backend, options);
  }

  /** Whoever makes the gateway admits them. */
  public admitListenerSets(): void {}

  public listener(name: string): ITrafficTarget {
    return { trafficTarget: { ...this.trafficTarget, sectionName: name } };
  }
}

function addRoute(gateway: Construct & IMcpGateway, path: string, backend: IMcpBackend, options: AddRouteOptions): McpRoute {
  const { metadata, hostnames, listener, ...rule } = options;
  const id = metadata?.name ?? `route${path.replaceAll('/', '-')}`;
  if (gateway.node.tryFindChild(id) !== undefined) {
    throw new UsageError(`the gateway has a route \`${id}\` already`, 'give this one a `metadata.name` of its own, or add a rule to the other with `addRule`');
  }
  return new McpRoute(gateway, id, {
    gateway,
    metadata,
    hostnames,
    listener,
    rules: [{ paths: [PathMatch.prefix(path)], backend, ...rule }],
  });
}

function gatewayReference({ name, namespace }: { name: string; namespace?: string }): PolicyTargetReference {
  return { group: 'gateway.networking.k8s.io', kind: gvk.gateway.kind, name, namespace };
}
