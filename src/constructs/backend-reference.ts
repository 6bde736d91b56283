import { Service } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { checkPort, checkText } from './support/check-props';
import { grantReference, Referrer } from './support/grant-reference';
import { UsageError } from './support/usage-error';

/** A server that a policy calls: an authorization service, a rate limit service, a collector, a key server (`backendRef`). */
export class BackendReference {
  /**
   * A Service of cdk8s-plus-28.
   *
   * @param port the port of the Service. Default: its only port
   */
  public static fromService(service: Service, port?: number): BackendReference {
    if (port === undefined && service.ports.length !== 1) {
      throw new UsageError(`Service \`${service.name}\` has ${service.ports.length} ports`, 'give `port`');
    }
    return BackendReference.fromServiceName(service.name, port ?? service.ports[0].port, service.metadata.namespace);
  }

  /**
   * A Service by its name.
   *
   * @param namespace the namespace of the Service. Default: that of the object that names it
   */
  public static fromServiceName(name: string, port: number, namespace?: string): BackendReference {
    checkText('name', name, 63);
    if (name.includes('.')) throw new UsageError(`\`name\` is \`${name}\`, which is no name of a Service`, 'give the name alone, and `namespace` and `port` beside it');
    checkPort('port', port);
    return new BackendReference('', 'Service', name, port, namespace);
  }

  /**
   * An AgentgatewayBackend of type `static`, with which TLS and credentials can be given.
   *
   * @param namespace the namespace of the AgentgatewayBackend. Default: that of the object that names it
   */
  public static fromBackendName(name: string, port?: number, namespace?: string): BackendReference {
    checkText('name', name, 253);
    if (port !== undefined) checkPort('port', port);
    return new BackendReference('agentgateway.dev', 'AgentgatewayBackend', name, port, namespace);
  }

  private constructor(
    private readonly group: string,
    private readonly kind: string,
    private readonly name: string,
    private readonly port: number | undefined,
    private readonly namespace: string | undefined,
  ) {}

  /**
   * Makes the reference work from an object elsewhere too: agentgateway asks policies for a ReferenceGrant where it is told to
   * (`AGW_BACKEND_REF_GRANT_MODE`).
   *
   * @internal
   */
  public _grant(scope: Construct, from: Referrer): void {
    if (this.namespace !== undefined) grantReference(scope, from, { group: this.group, kind: this.kind, name: this.name, namespace: this.namespace });
  }

  /** @param from the namespace of the object that holds the reference @internal */
  public _render(from?: string): Record<string, unknown> {
    const { group, kind, name, port } = this;
    return { group: group === '' ? undefined : group, kind, name, port, namespace: this.namespace === from ? undefined : this.namespace };
  }
}
