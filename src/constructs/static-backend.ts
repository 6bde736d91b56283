import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { BackendReference } from './backend-reference';
import { BackendSettings } from './backend-settings';
import { checkHost } from './support/check-host';
import { checkPort } from './support/check-props';
import { guardConnections } from './support/guard-connections';
import { gvk } from './support/gvk';
import { ManifestConstruct } from './support/manifest-construct';
import { referencesOfSettings } from './support/references-of-settings';
import { refuseInvalid } from './support/refuse-invalid';
import { renderBackendSettings } from './support/render-backend-settings';
import { versionOfApp } from './support/version-of-app';

/** Properties of `StaticBackend`. */
export interface StaticBackendProps extends BackendSettings {
  /** `spec.static.host`: a host name or IP address, without scheme, port and path, such as `login.example.com`. */
  readonly host: string;

  /**
   * `spec.static.port`.
   *
   * @default - 443 with TLS, 80 without
   */
  readonly port?: number;

  /**
   * `metadata` of the AgentgatewayBackend.
   *
   * @default - a name from the path of the construct, in the namespace of the chart
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
 * A server that policies call and that is no Service: a token endpoint, an authorization service or a key server elsewhere. It is an AgentgatewayBackend
 * of type `static`; how the gateway connects goes to its `spec.policies`.
 *
 * @example
 * const keys = new StaticBackend(chart, 'keys', { host: 'login.example.com', tls: true });
 * const jwksOfHost = Jwks.fromReference(keys.reference, '/.well-known/jwks.json');
 */
export class StaticBackend extends ManifestConstruct {
  private readonly rendered: Record<string, unknown>;
  private readonly port: number;

  /**
   * @param scope the construct that it belongs to
   * @param id its id there
   * @param props where the server is, and how the gateway connects
   */
  public constructor(scope: Construct, id: string, props: StaticBackendProps) {
    super(scope, id, gvk.agentgatewayBackend, props.metadata, props.spec);
    const { host, tls = props.caCertificates !== undefined } = props;
    checkHost(host);
    this.port = props.port ?? (tls ? 443 : 80);
    checkPort('port', this.port);
    const policies = renderBackendSettings(props, { host, namespace: this.namespace, version: versionOfApp(this) });
    this.rendered = { static: { host, port: this.port }, policies };
    refuseInvalid(versionOfApp(this), gvk.agentgatewayBackend, this.rendered, 'spec.');
    for (const reference of referencesOfSettings(props)) {
      reference._grant(this, { group: 'agentgateway.dev', kind: gvk.agentgatewayBackend.kind, namespace: this.namespace });
    }
    guardConnections(this, () => [{ of: 'the backend', connection: props }]);
  }

  /** How policies name the server. */
  public get reference(): BackendReference {
    const { name, namespace, port } = this;
    return BackendReference.fromBackendName(name, port, namespace);
  }

  /** @internal */
  protected _spec(): Record<string, unknown> {
    return this.rendered;
  }
}
