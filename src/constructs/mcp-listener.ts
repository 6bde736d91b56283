import { ISecret } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { AllowedRoutes } from './allowed-routes';
import { checkHostname, checkPort, checkSectionName, checkSize } from './support/check-props';
import { grantReference, Referrer } from './support/grant-reference';
import { namespaceOfSecret } from './support/namespace-of-secret';
import { UsageError } from './support/usage-error';

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

/** What HTTPS listeners have beside that. */
export interface McpHttpsListenerOptions extends McpListenerOptions {
  /**
   * `listeners[].tls.certificateRefs[].namespace`: where the Secret is. Elsewhere than the gateway, a ReferenceGrant is made there.
   *
   * @default - that of a Secret of this app, else that of the gateway
   */
  readonly certificateNamespace?: string;

  /**
   * `listeners[].tls.options`, at most 16.
   *
   * @default - none
   */
  readonly tlsOptions?: Record<string, string>;
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
   * @param certificate a Secret of type `kubernetes.io/tls` (`listeners[].tls.certificateRefs`)
   */
  public static https(certificate: ISecret, options: McpHttpsListenerOptions = {}): McpListener {
    const namespace = options.certificateNamespace ?? namespaceOfSecret(certificate);
    return new McpListener('HTTPS', options.name ?? 'https', options.port ?? 443, options, { name: certificate.name, namespace }, options.tlsOptions);
  }

  /**
   * TLS, ended at the gateway by a certificate that comes from elsewhere than a Secret.
   *
   * @param tlsOptions where it comes from (`listeners[].tls.options`), such as `{ 'agentgateway.dev/tls-certificate-source': 'DYNAMIC_CA' }`, 1 to 16
   */
  public static httpsByOptions(tlsOptions: Record<string, string>, options: McpListenerOptions = {}): McpListener {
    if (Object.keys(tlsOptions).length === 0) throw new UsageError('`tlsOptions` is empty, so the listener has no certificate', 'say where it comes from, or use `McpListener.https`');
    return new McpListener('HTTPS', options.name ?? 'https', options.port ?? 443, options, undefined, tlsOptions);
  }

  private constructor(
    private readonly protocol: string,
    /** `listeners[].name`. */
    public readonly name: string,
    /** `listeners[].port`. */
    public readonly port: number,
    private readonly options: McpListenerOptions,
    private readonly certificate?: { readonly name: string; readonly namespace?: string },
    private readonly tlsOptions?: Record<string, string>,
  ) {
    checkSectionName('name', name);
    checkPort('port', port);
    if (options.hostname !== undefined) checkHostname('hostname', options.hostname);
    if (tlsOptions !== undefined) checkSize('tlsOptions', Object.keys(tlsOptions), 16);
  }

  /** What no two listeners of a gateway may share. @internal */
  public get _address(): string {
    return JSON.stringify([this.port, this.protocol, this.options.hostname ?? null]);
  }

  /** Allows the object that has the listener to name its certificate. @internal */
  public _grant(scope: Construct, from: Referrer): void {
    const { name, namespace } = this.certificate ?? {};
    if (name !== undefined && namespace !== undefined) grantReference(scope, from, { group: '', kind: 'Secret', name, namespace });
  }

  /** @param from the namespace of the object that has the listener @internal */
  public _render(from: string | undefined): Record<string, unknown> {
    const { certificate, tlsOptions } = this;
    return {
      name: this.name,
      protocol: this.protocol,
      port: this.port,
      hostname: this.options.hostname,
      tls: (certificate ?? tlsOptions) && {
        certificateRefs: certificate && [{ name: certificate.name, namespace: certificate.namespace === from ? undefined : certificate.namespace }],
        options: tlsOptions && { ...tlsOptions },
      },
      allowedRoutes: this.options.allowedRoutes?._render(),
    };
  }
}
