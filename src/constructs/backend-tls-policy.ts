import { ApiObjectMetadata, Chart } from 'cdk8s';
import { IConfigMap } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { BackendTarget } from './backend-target';
import { SubjectAltName } from './subject-alt-name';
import { checkSectionName, checkSize } from './support/check-props';
import { gvk } from './support/gvk';
import { ManifestConstruct } from './support/manifest-construct';
import { policyMetadata } from './support/policy-metadata';
import { refuseInvalid } from './support/refuse-invalid';
import { UsageError } from './support/usage-error';
import { versionOfApp } from './support/version-of-app';

/** Properties of `BackendTlsPolicy`. */
export interface BackendTlsPolicyProps {
  /** A whole Service or backend (`spec.targetRefs`). Of several policies for one, agentgateway takes the oldest. */
  readonly target: BackendTarget;

  /** `spec.validation.hostname`: the name that the server is asked for, and that its certificate has. */
  readonly hostname: string;

  /**
   * `spec.targetRefs[].sectionName`: the name of a port of the Service.
   *
   * @default - all of its ports
   */
  readonly portName?: string;

  /**
   * `spec.validation.caCertificateRefs`: ConfigMaps in the namespace of the target, 1 to 8, whose entries `ca.crt` hold the certificate authorities of
   * the server.
   *
   * @default - the certificate authorities of the gateway's image (`wellKnownCACertificates: System`)
   */
  readonly caCertificates?: IConfigMap[];

  /**
   * `spec.validation.subjectAltNames`: names of which the certificate of the server has one, 1 to 5, in the place of `hostname`.
   *
   * @default - `hostname`
   */
  readonly subjectAltNames?: SubjectAltName[];

  /**
   * `metadata` of the BackendTLSPolicy.
   *
   * @default - a name from the path of the construct, in the namespace of the target
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
 * That a gateway of any kind speaks TLS with a server, and how it verifies it: a BackendTLSPolicy of Gateway API 1.4 or newer.
 *
 * @example
 * new BackendTlsPolicy(chart, 'tls', { target: BackendTarget.serviceName('tickets'), hostname: 'tickets.example.com' });
 */
export class BackendTlsPolicy extends ManifestConstruct {
  private readonly rendered: Record<string, unknown>;

  /**
   * @param scope the construct that it belongs to
   * @param id its id there
   * @param props the server, and how it is verified
   */
  public constructor(scope: Construct, id: string, props: BackendTlsPolicyProps) {
    const { namespace, group, kind, name, sectionName } = props.target._referenceIn(props.metadata?.namespace ?? Chart.of(scope).namespace);
    super(scope, id, gvk.backendTlsPolicy, policyMetadata(scope, props.metadata, { name, namespace }), props.spec);
    if (!['Service', gvk.agentgatewayBackend.kind].includes(kind)) {
      throw new UsageError(`\`target\` is ${kind} \`${name}\`, which is no server`, 'target a Service or a backend, or use a `BackendPolicy`');
    }
    if (sectionName !== undefined) {
      throw new UsageError(`\`target\` is \`${sectionName}\` of ${kind} \`${name}\`, and a BackendTLSPolicy knows no such part`,
        'target the whole, and name a port of a Service in `portName`');
    }
    const { hostname, portName, caCertificates, subjectAltNames } = props;
    if (portName !== undefined) checkSectionName('portName', portName);
    if (caCertificates !== undefined) checkSize('caCertificates', caCertificates, 8);
    if (subjectAltNames !== undefined) checkSize('subjectAltNames', subjectAltNames, 5);
    this.rendered = {
      targetRefs: [{ group, kind, name, sectionName: portName }],
      validation: {
        hostname,
        caCertificateRefs: caCertificates?.map((configMap) => ({ group: '', kind: 'ConfigMap', name: configMap.name })),
        wellKnownCACertificates: caCertificates === undefined ? 'System' : undefined,
        subjectAltNames: subjectAltNames?.map((each) => each._render()),
      },
    };
    refuseInvalid(versionOfApp(this), gvk.backendTlsPolicy, this.rendered, 'spec.validation.');
  }

  /** @internal */
  protected _spec(): Record<string, unknown> {
    return this.rendered;
  }
}
