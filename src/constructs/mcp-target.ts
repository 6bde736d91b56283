import { Service } from 'cdk8s-plus-28';
import { BackendConnection } from './backend-connection';
import { LabelExpression } from './label-expression';
import { McpProtocol } from './mcp-protocol';
import { TargetVersion } from '../manifest';
import { checkHost } from './support/check-host';
import { checkPath, checkPort, checkSectionName, checkText } from './support/check-props';
import { namePort } from './support/name-port';
import { renderConnection } from './support/render-connection';
import { renderSelector } from './support/render-selector';
import { UsageError } from './support/usage-error';
import { isAtLeast } from './support/version-of-app';

/** How the gateway connects to an MCP server. */
export interface McpConnectionOptions extends BackendConnection {
  /**
   * `static.path`: the path of the MCP endpoint on the server. The path of the client's request is not passed on.
   *
   * @default - `/mcp` for streamable HTTP, `/sse` for SSE (agentgateway)
   */
  readonly path?: string;

  /**
   * `static.protocol`: how the gateway speaks with the server.
   *
   * @default McpProtocol.STREAMABLE_HTTP
   */
  readonly protocol?: McpProtocol;
}

/** Options of `McpTarget.host`. */
export interface McpHostOptions extends McpConnectionOptions {
  /**
   * `targets[].name`: the server's name in rules (`mcp.tool.target`) and in the prefix of tool names.
   *
   * @default - the host, with `-` for `.`
   */
  readonly name?: string;

  /**
   * `static.port`.
   *
   * @default - 443 with TLS, 80 without
   */
  readonly port?: number;
}

/** Options of `McpTarget.service`. */
export interface McpServiceOptions extends McpConnectionOptions {
  /**
   * `targets[].name`: the server's name in rules (`mcp.tool.target`) and in the prefix of tool names.
   *
   * @default - the name of the Service
   */
  readonly name?: string;

  /**
   * `static.port`: the port of the Service.
   *
   * @default - its only port
   */
  readonly port?: number;
}

/** Options of `McpTarget.serviceName`. */
export interface McpServiceNameOptions extends McpConnectionOptions {
  /**
   * `targets[].name`: the server's name in rules (`mcp.tool.target`) and in the prefix of tool names.
   *
   * @default - the name of the Service
   */
  readonly name?: string;

  /**
   * The namespace of the Service. In another one than the backend's, the Service is named by its host (`static.host`).
   *
   * @default - that of the backend
   */
  readonly namespace?: string;
}

/** Which Services become targets: `selector` of an MCP target. */
export interface McpSelector {
  /**
   * `services.matchLabels`: labels of the Services, not of their pods.
   *
   * @default - every Service; `namespaces` is then needed
   */
  readonly services?: Record<string, string>;

  /**
   * `services.matchExpressions`: conditions about labels of the Services, which must all hold.
   *
   * @default - none
   */
  readonly serviceExpressions?: LabelExpression[];

  /**
   * `namespaces.matchLabels`: labels of the namespaces that are searched.
   *
   * @default - the namespace of the backend
   */
  readonly namespaces?: Record<string, string>;

  /**
   * `namespaces.matchExpressions`: conditions about labels of the namespaces that are searched, which must all hold.
   *
   * @default - none
   */
  readonly namespaceExpressions?: LabelExpression[];
}

/** What renders a target where it is used. @internal */
type Connect = (version: TargetVersion, namespace: string | undefined) => Record<string, unknown>;

/**
 * One MCP server behind a backend, or several that a selector finds: an entry of `spec.mcp.targets` of an AgentgatewayBackend.
 *
 * @example
 * const elsewhere = McpTarget.host('api.githubcopilot.com', { name: 'github', path: '/mcp/', tls: true });
 * const inTheCluster = McpTarget.serviceName('tickets', 8080, { path: '/mcp' });
 */
export class McpTarget {
  /**
   * A server by its host name or IP address.
   *
   * @param host without scheme, port and path, such as `api.githubcopilot.com`
   */
  public static host(host: string, options: McpHostOptions = {}): McpTarget {
    checkHost(host);
    checkConnection(host, options);
    const { path, protocol, tls = options.caCertificates !== undefined } = options;
    const port = options.port ?? (tls ? 443 : 80);
    checkPort('port', port);
    const connect: Connect = (version, namespace) => (
      { static: { host, port, path, protocol, policies: renderConnection(options, { host, namespace, version }) } }
    );
    return new McpTarget(options.name ?? host.replaceAll('.', '-').toLowerCase(), connect, options);
  }

  /**
   * A Service of cdk8s-plus-28. Its port gets the `appProtocol` by which agentgateway knows MCP servers; another one is refused.
   */
  public static service(service: Service, options: McpServiceOptions = {}): McpTarget {
    const port = namePort(service, options.port, options.protocol ?? McpProtocol.STREAMABLE_HTTP);
    return McpTarget.serviceName(service.name, port, { ...options, namespace: service.metadata.namespace });
  }

  /**
   * A Service by its name. One in the namespace of the backend is named as such (`static.backendRef`, agentgateway 1.1 or newer);
   * where that is not possible, by its host in the cluster domain `cluster.local`.
   */
  public static serviceName(service: string, port: number, options: McpServiceNameOptions = {}): McpTarget {
    checkText('service', service, 63);
    if (service.includes('.')) throw new UsageError(`\`service\` is \`${service}\`, which is no name of a Service`, 'give the name alone, and `namespace` as an option');
    checkPort('port', port);
    const { path, protocol } = options;
    const connect: Connect = (version, backendNamespace) => {
      const namespace = options.namespace ?? backendNamespace;
      const host = `${service}.${namespace ?? ''}.svc.cluster.local`;
      const policies = renderConnection(options, { host, namespace: backendNamespace, version });
      if (namespace === backendNamespace && policies === undefined && isAtLeast(version, '1.1')) {
        return { static: { backendRef: { name: service }, port, path, protocol } };
      }
      if (namespace === undefined) {
        throw new UsageError(`Service \`${service}\` has to be named by its host, and its namespace is not known`, 'give `namespace`, or give the backend one');
      }
      return { static: { host, port, path, protocol, policies } };
    };
    checkConnection(service, options);
    return new McpTarget(options.name ?? service, connect, options);
  }

  /**
   * Every Service that a selector finds. Each of their ports whose `appProtocol` is `agentgateway.dev/mcp` or `agentgateway.dev/mcp-sse`
   * becomes a target, whose name is that of the Service and the port: `<service>-<port>`.
   *
   * @param name `targets[].name`; neither rules nor the names of tools contain it
   */
  public static selector(name: string, selector: McpSelector): McpTarget {
    const services = renderSelector('services', selector.services, selector.serviceExpressions);
    const namespaces = renderSelector('namespaces', selector.namespaces, selector.namespaceExpressions);
    if (services === undefined && namespaces === undefined) throw new UsageError('the selector has neither `services` nor `namespaces`', 'give at least one of them');
    return new McpTarget(name, () => ({ selector: { services, namespaces } }));
  }

  private constructor(
    /** `targets[].name`. */
    public readonly name: string,
    private readonly connect: Connect,
    /** How the gateway connects; not for a selector. @internal */
    public readonly _connection: BackendConnection = {},
  ) {
    checkSectionName('name', name);
  }

  /** @internal */
  public _render(version: TargetVersion, namespace: string | undefined): Record<string, unknown> {
    return { name: this.name, ...this.connect(version, namespace) };
  }
}

/** Refuses what no release takes, before the target is part of a backend. */
function checkConnection(host: string, options: McpConnectionOptions): void {
  if (options.path !== undefined) checkPath('path', options.path);
  renderConnection(options, { host, namespace: undefined, version: 'main' });
}
