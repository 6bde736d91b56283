import { ISecret } from 'cdk8s-plus-28';
import { AllowedRoutes } from './allowed-routes';
import { checkHostname, checkPort, checkSectionName } from './support/check-props';

/** What listeners of every protocol have in common. */
export interface McpListenerOptions {
  /**
   * `listeners[].name`, by which a policy can target the listener.
   *
   * @default - `http` or `https`
   */
  readonly name?: string;

  /**
   * `listeners[].port`.
   *
   * @default - 80 for HTTP, 443 for HTTPS
   */
  readonly port?: number;

  /**
   * `listeners[].hostname`: requests for other hosts are not served; may start with `*.`.
   *
   * @default - every host
   */
  readonly hostname?: string;

  /**
   * `listeners[].allowedRoutes`: the namespaces whose routes may attach.
   *
   * @default - the namespace of the gateway
   */
  readonly allowedRoutes?: AllowedRoutes;
}

/** A port on which a gateway serves MCP clients. */
export class McpListener {
  /** Clear text. Tokens that clients send can be read on the way; put TLS in front, or use `https`. */
  public static http(options: McpListenerOptions = {}): McpListener {
    return new McpListener('HTTP', options.name ?? 'http', options.port ?? 80, options);
  }

  /**
   * TLS, ended at the gateway.
   *
   * @param certificate a Secret of type `kubernetes.io/tls` in the namespace of the gateway (`listeners[].tls.certificateRefs`)
   */
  public static https(certificate: ISecret, options: McpListenerOptions = {}): McpListener {
    return new McpListener('HTTPS', options.name ?? 'https', options.port ?? 443, options, certificate);
  }

  private constructor(
    private readonly protocol: string,
    /** `listeners[].name`. */
    public readonly name: string,
    /** `listeners[].port`. */
    public readonly port: number,
    private readonly options: McpListenerOptions,
    private readonly certificate?: ISecret,
  ) {
    checkSectionName('name', name);
    checkPort('port', port);
    if (options.hostname !== undefined) checkHostname('hostname', options.hostname);
  }

  /** What no two listeners of a gateway may share. @internal */
  public get _address(): string {
    return JSON.stringify([this.port, this.protocol, this.options.hostname ?? null]);
  }

  /** @internal */
  public _render(): Record<string, unknown> {
    return {
      name: this.name,
      protocol: this.protocol,
      port: this.port,
      hostname: this.options.hostname,
      tls: this.certificate && { certificateRefs: [{ name: this.certificate.name }] },
      allowedRoutes: this.options.allowedRoutes?._render(),
    };
  }
}
