import { GatewayListener } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { ownListenerOwners } from '../lookup/own-listener-owners';

/** The protocols of agentgateway 1.4; those that share a port must be of one family. */
const FAMILIES: Readonly<Record<string, string>> = { HTTP: 'HTTP', HTTPS: 'TLS', TLS: 'TLS', TCP: 'TCP', HBONE: 'HBONE' };

/** Options that take the place of a certificate. */
const CERTIFICATE_OPTIONS = ['agentgateway.dev/tls-certificate-source', 'gateway.istio.io/tls-terminate-mode'];

function gateway(...listeners: readonly string[]): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: agentgateway-proxy, namespace: agentgateway-system }
spec:
  gatewayClassName: agentgateway
  listeners:
${listeners.map((listener) => `    - ${listener}`).join('\n')}
`;
}

const OF_OWN_CLASS = `${gateway('{ name: https, port: 443, protocol: HTTPS }').replace('gatewayClassName: agentgateway', 'gatewayClassName: own')}---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: own }
spec: { controllerName: agentgateway.dev/agentgateway }
`;

/** A listener that the schema accepts and the controller does not. */
export const C27: DiagnosticRule = {
  code: 'C27',
  title: 'A listener is not programmed',
  severity: 'error',
  security: false,
  written: 'an HTTPS listener without a certificate or with two, a protocol in lower case or of a kind that agentgateway does not serve, or a port with two families of protocols',
  happens: 'the API server accepts the Gateway, and the controller gives the listener no configuration: the port is closed, on every release',
  instead: 'name exactly one certificate, write the protocol in upper case (`HTTP`, `HTTPS`, `TLS`, `TCP`), and give other protocols ports of their own',
  triggers: [
    gateway('{ name: https, port: 443, protocol: HTTPS }'),
    gateway('{ name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: one }, { name: two }] } }'),
    gateway('{ name: https, port: 443, protocol: https, tls: { certificateRefs: [{ name: one }] } }'),
    gateway('{ name: plain, port: 8080, protocol: HTTP }', '{ name: secure, port: 8080, protocol: HTTPS, tls: { certificateRefs: [{ name: one }] } }'),
    gateway('{ name: dns, port: 53, protocol: UDP }'),
    OF_OWN_CLASS,
  ],
  nearMisses: [
    gateway('{ name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: one }] } }'),
    gateway('{ name: https, port: 443, protocol: HTTPS, tls: { options: { agentgateway.dev/tls-certificate-source: DYNAMIC_CA } } }'),
    gateway('{ name: pass, port: 443, protocol: TLS, tls: { mode: Passthrough } }'),
    gateway('{ name: dns, port: 53, protocol: UDP }').replace('gatewayClassName: agentgateway', 'gatewayClassName: other'),
    OF_OWN_CLASS.replace('agentgateway.dev/agentgateway', 'example.com/other'),
  ],
  check: (subject) => ownListenerOwners(subject).flatMap((manifest) => manifest.object.spec.listeners.flatMap((listener, index, all) =>
    problemsOf(listener, all.slice(0, index)).map(([field, problem, help]): RuleFinding => ({
      manifest,
      field: ['spec', 'listeners', index, ...field],
      message: `listener \`${listener.name}\` ${problem}, so it is not programmed`,
      help,
    })))),
};

type Problem = readonly [field: readonly string[], problem: string, help: string];

function problemsOf(listener: GatewayListener, earlier: readonly GatewayListener[]): readonly Problem[] {
  const { protocol, port } = listener;
  if (!Object.hasOwn(FAMILIES, protocol)) {
    const upper = protocol.toUpperCase();
    return [[['protocol'], `has the protocol \`${protocol}\`, which agentgateway does not serve`,
      Object.hasOwn(FAMILIES, upper) ? `write \`${upper}\`; protocols are written in upper case` : 'write `HTTP`, `HTTPS`, `TLS` or `TCP`']];
  }
  const other = earlier.find((candidate) => candidate.port === port && Object.hasOwn(FAMILIES, candidate.protocol)
    && FAMILIES[candidate.protocol] !== FAMILIES[protocol]);
  return [
    ...certificateProblems(listener),
    ...(other ? [[['port'], `shares port \`${port}\` with \`${other.name}\`, which is of the protocol \`${other.protocol}\``, 'give it a port of its own'] as const] : []),
  ];
}

function certificateProblems({ protocol, tls: { mode = 'Terminate', certificateRefs = [], options = {} } = {} }: GatewayListener): readonly Problem[] {
  if (!(protocol === 'HTTPS' || protocol === 'TLS') || mode !== 'Terminate' || CERTIFICATE_OPTIONS.some((name) => Object.hasOwn(options, name))) {
    return [];
  }
  switch (certificateRefs.length) {
    case 0: return [[['tls'], 'has no certificate', 'name the Secret with the certificate in `tls.certificateRefs`']];
    case 1: return [];
    default: return [[['tls', 'certificateRefs'], `has ${certificateRefs.length} certificates instead of one`, 'keep one; give other hosts a listener of their own with its `hostname`']];
  }
}
