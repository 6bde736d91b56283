import { isIP } from 'node:net';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { backendSettings } from '../lookup/backend-settings';

function example(tls: string, host = 'tools.example.com'): string {
  return backendExample([`{ name: tools, static: { host: ${host}, port: 443, policies: { tls: { ${tls} } } } }`]);
}

function ofBackend(tls: string, policies = ''): string {
  return backendExample([`{ name: tools, static: { host: tools.example.com, port: 443${policies} } }`]).replace('spec:\n', `spec:\n  policies: { tls: { ${tls} } }\n`);
}

/** TLS that does not say who the server is. */
export const B15: DiagnosticRule = {
  code: 'B15',
  title: 'The server behind TLS is not verified, or by another name',
  severity: 'warning',
  security: false,
  written: '`insecureSkipVerify`, or an `sni` that is another name than the host',
  happens: 'whoever answers is taken for the server and gets the credentials of the gateway; with another `sni`, its certificate is compared with that name, on every release',
  instead: 'remove `insecureSkipVerify` and name your CA in `caCertificateRefs`; leave `sni` out to use the host',
  triggers: [example('insecureSkipVerify: All'), example('sni: tools.example.org'), ofBackend('sni: tools.example.org')],
  nearMisses: [example('sni: tools.example.com'), example('sni: tools.example.org', '10.0.0.7'), example('sni: tools.example.org', 'tools.apps.svc.cluster.local'),
    ofBackend('sni: tools.example.com'), ofBackend('sni: tools.example.org', ', policies: { tls: {} }')],
  check: ({ manifests }) => backendSettings(manifests).flatMap(({ manifest, field, settings: { tls = {} }, hosts }): RuleFinding[] => [
    ...(tls.insecureSkipVerify === undefined ? [] : [{
      manifest,
      field: [...field, 'tls', 'insecureSkipVerify'],
      security: true,
      message: `\`insecureSkipVerify: ${tls.insecureSkipVerify}\` accepts ${tls.insecureSkipVerify === 'All' ? 'every certificate' : 'a certificate of any name'}`,
      help: 'remove it, and name your CA in `caCertificateRefs` if the certificate is your own',
    }]),
    ...(tls.sni === undefined ? [] : hosts.filter((host) => isPublicName(host) && host.toLowerCase() !== tls.sni).slice(0, 1)).map((host) => ({
      manifest,
      field: [...field, 'tls', 'sni'],
      message: `\`sni\` is \`${tls.sni}\`, and the host is \`${host}\``,
      help: 'leave `sni` out to use the host',
    })),
  ]),
};

/** Addresses and names inside the cluster stand for servers of other names. */
function isPublicName(host: string): boolean {
  return isIP(host) === 0 && host.includes('.') && !/\.(svc|local|internal)$|\.svc\./.test(host);
}
