import { BackendCredentials } from './backend-credentials';
import { McpProtocol } from './mcp-protocol';
import { checkPath, checkPort, checkSectionName } from './support/check-props';
import { UsageError } from './support/usage-error';

/** Options of `McpTarget.host`. */
export interface McpHostOptions {
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

  /**
   * Speak TLS (`static.policies.tls`), with the certificate authorities of the gateway's image. agentgateway never infers it from the port.
   *
   * @default false
   */
  readonly tls?: boolean;

  /**
   * `static.policies.tls.sni`: the name in the server's certificate.
   *
   * @default - the host
   */
  readonly sni?: string;

  /**
   * `static.policies.auth`: how the gateway shows the server who is calling.
   *
   * @default - requests carry no credentials
   */
  readonly credentials?: BackendCredentials;
}

/** One MCP server behind a backend: an entry of `spec.mcp.targets` of an AgentgatewayBackend. */
export class McpTarget {
  /**
   * A server by its host name or IP address.
   *
   * @param host without scheme, port and path, such as `api.githubcopilot.com`
   */
  public static host(host: string, options: McpHostOptions = {}): McpTarget {
    checkHost(host);
    const tls = options.tls ?? false;
    if (!tls && options.sni !== undefined) throw new UsageError('`sni` is given without `tls`', 'set `tls: true`, or leave `sni` out');
    const port = options.port ?? (tls ? 443 : 80);
    checkPort('port', port);
    if (options.path !== undefined) checkPath('path', options.path);
    const policies = {
      ...(tls ? { tls: { sni: options.sni ?? host } } : {}),
      ...(options.credentials ? { auth: options.credentials._render() } : {}),
    };
    return new McpTarget(options.name ?? host.replaceAll('.', '-').toLowerCase(), {
      static: {
        host,
        port,
        path: options.path,
        protocol: options.protocol,
        policies: Object.keys(policies).length === 0 ? undefined : policies,
      },
    });
  }

  private constructor(
    /** `targets[].name`. */
    public readonly name: string,
    private readonly connection: Record<string, unknown>,
  ) {
    checkSectionName('name', name);
  }

  /** @internal */
  public _render(): Record<string, unknown> {
    return { name: this.name, ...this.connection };
  }
}

function checkHost(host: string): void {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(host) || host.includes('/')) {
    throw new UsageError(`\`host\` is \`${host}\`, which has a scheme or a path`, 'give the host alone, and `path`, `port` and `tls` as options');
  }
  if (/^[^:]*:\d*$/.test(host)) {
    throw new UsageError(`\`host\` is \`${host}\`, which has a port`, 'give the host alone, and `port` as an option');
  }
  if (host === '' || host.length > 256 || /[\s?#@]/.test(host)) {
    throw new UsageError(`\`host\` is \`${host}\`, which is no host name`, 'give a DNS name or an IP address of at most 256 characters');
  }
}
