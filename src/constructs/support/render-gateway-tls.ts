import { ISecret } from 'cdk8s-plus-28';
import { ClientValidation } from '../client-validation';
import { PortClientValidation } from '../port-client-validation';
import { checkPort, checkSize } from './check-props';
import { namespaceOfSecret } from './namespace-of-secret';
import { renderClientValidation } from './render-client-validation';
import { UsageError } from './usage-error';
import { isAtLeast } from './version-of-app';
import { TargetVersion } from '../../manifest';

/** Who shows whom a certificate. */
export interface GatewayTls {
  readonly clientValidation?: ClientValidation;
  readonly clientValidationByPort?: readonly PortClientValidation[];
  readonly clientCertificate?: ISecret;
}

/**
 * `spec.tls` of a Gateway; undefined where nothing is said. An older release would leave it out, and let clients in without a certificate.
 *
 * @param from the namespace of the gateway
 */
export function renderGatewayTls(settings: GatewayTls, from: string | undefined, version: TargetVersion): object | undefined {
  const { clientValidation, clientValidationByPort, clientCertificate } = settings;
  const [prop] = Object.entries({ clientValidation, clientValidationByPort, clientCertificate }).find(([, value]) => value !== undefined) ?? [];
  if (prop === undefined) return undefined;
  if (!isAtLeast(version, '1.0')) {
    throw new UsageError(`\`${prop}\` does not exist in agentgateway ${version}`, 'it came with 1.0; leave it out, or target that');
  }
  const validates = clientValidation !== undefined || clientValidationByPort !== undefined;
  return {
    frontend: validates ? {
      default: clientValidation === undefined ? {} : { validation: renderClientValidation('clientValidation', clientValidation) },
      perPort: clientValidationByPort && renderPorts(clientValidationByPort),
    } : undefined,
    backend: clientCertificate && { clientCertificateRef: renderReference(clientCertificate, from) },
  };
}

function renderReference(secret: ISecret, from: string | undefined): object {
  const namespace = namespaceOfSecret(secret);
  return { name: secret.name, namespace: namespace === from ? undefined : namespace };
}

function renderPorts(entries: readonly PortClientValidation[]): object[] {
  checkSize('clientValidationByPort', entries, 64);
  return entries.map(({ port, ...validation }, index) => {
    const prop = `clientValidationByPort[${index}]`;
    checkPort(`${prop}.port`, port);
    return { port, tls: { validation: renderClientValidation(prop, validation) } };
  });
}
