import { AdditionalCredential } from '../additional-credential';
import { BackendConnection } from '../backend-connection';
import { checkOutbound } from './check-outbound';
import { checkSize, checkText } from './check-props';
import { refuseBefore } from './refuse-before';
import { renderDuration } from './render-duration';
import { renderKeepalive } from './render-keepalive';
import { UsageError } from './usage-error';
import { TargetVersion } from '../../manifest';

/** Where a connection is said. */
export interface ConnectionScope {
  /** The server, which its certificate is for; none where there may be several. */
  readonly host?: string;
  readonly namespace: string | undefined;
  readonly version: TargetVersion;
}

/** The fields of policies that a connection asks for; undefined where it asks for none. */
export function renderConnection(connection: BackendConnection, { host, namespace, version }: ConnectionScope): Record<string, unknown> | undefined {
  const { credentials, additionalCredentials, requestTimeout, httpVersion, connectTimeout, keepalive, tunnel } = connection;
  refuseBefore('main', version, 'connectTimeout', connectTimeout);
  refuseBefore('main', version, 'keepalive', keepalive);
  if (additionalCredentials !== undefined) checkAdditional(connection);
  const policies = {
    tls: renderTls(connection, host),
    auth: (credentials ?? additionalCredentials) && { ...credentials?._render(namespace), credentials: additionalCredentials?.map(renderAdditional) },
    http: (requestTimeout ?? httpVersion) && {
      version: httpVersion,
      requestTimeout: requestTimeout && renderDuration('requestTimeout', requestTimeout, 1),
    },
    tcp: (connectTimeout ?? keepalive) && {
      connectTimeout: connectTimeout && renderDuration('connectTimeout', connectTimeout, 100),
      keepalive: keepalive && renderKeepalive(keepalive),
    },
    tunnel: tunnel && { backendRef: tunnel._render(namespace) },
  };
  const asked = Object.entries(policies).filter(([, policy]) => policy !== undefined);
  return asked.length === 0 ? undefined : Object.fromEntries(asked);
}

function renderTls(connection: BackendConnection, host: string | undefined): object | undefined {
  const { sni, caCertificates, verifySubjectAltNames, insecureSkipVerify, clientCertificate, alpnProtocols, keyExchangeGroups } = connection;
  const tls = connection.tls ?? caCertificates !== undefined;
  if (!tls) {
    if (caCertificates !== undefined) throw new UsageError('`caCertificates` is given with `tls: false`', 'leave `tls` out');
    const [prop] = Object.entries({ sni, verifySubjectAltNames, insecureSkipVerify, clientCertificate, alpnProtocols, keyExchangeGroups })
      .find(([, value]) => value !== undefined) ?? [];
    if (prop !== undefined) throw new UsageError(`\`${prop}\` is given without \`tls\``, `set \`tls: true\`, or leave \`${prop}\` out`);
    return undefined;
  }
  if (insecureSkipVerify !== undefined && (caCertificates ?? verifySubjectAltNames) !== undefined) {
    const other = verifySubjectAltNames === undefined ? 'caCertificates' : 'verifySubjectAltNames';
    if (insecureSkipVerify === 'All' || other === 'verifySubjectAltNames') {
      throw new UsageError(`\`insecureSkipVerify\` and \`${other}\` are both given`, 'leave `insecureSkipVerify` out, so that the server is verified');
    }
  }
  return {
    sni: sni ?? host,
    caCertificateRefs: caCertificates && [{ name: caCertificates.name }],
    verifySubjectAltNames,
    insecureSkipVerify,
    mtlsCertificateRef: clientCertificate && [{ name: clientCertificate.name }],
    alpnProtocols,
    keyExchangeGroups,
  };
}

function renderAdditional({ secret, key, location }: AdditionalCredential): object {
  return { location: location._render(), secretRef: { name: secret.name, key } };
}

/** Two credentials in one place would overwrite each other. */
function checkAdditional({ credentials, additionalCredentials = [] }: BackendConnection): void {
  checkSize('additionalCredentials', additionalCredentials, 8);
  const places = new Set(credentials && [credentials._place]);
  additionalCredentials.forEach(({ key, location }, index) => {
    const prop = `additionalCredentials[${index}]`;
    checkOutbound(`${prop}.location`, location);
    if (key !== undefined) checkText(`${prop}.key`, key, 253);
    if (places.has(location._place)) throw new UsageError(`\`${prop}.location\` is where another credential goes`, 'give each a place of its own');
    places.add(location._place);
  });
}
