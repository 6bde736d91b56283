import { Group, Hostname, Kind, LabelSelector, Name, NamespaceName, Port, SectionName } from './building-blocks';
import { dictionary, having, list, object, oneOf, text, type ValueOf } from '../schema/field-schema';
import { ruled, type Rule } from '../schema/rule';

/** A reference to a certificate Secret. */
export const CertificateRef = object(
  { name: Name },
  { group: having(Group, { default: '' }), kind: having(Kind, { default: 'Secret' }), namespace: NamespaceName },
);

const terminateHasCertificate: Rule<{ mode?: string; certificateRefs?: unknown[]; options?: object }> = {
  message: 'certificateRefs or options must be specified when mode is Terminate',
  help: 'name the Secret with the certificate in `certificateRefs`',
  holds: ({ mode, certificateRefs = [], options = {} }) => mode !== 'Terminate' || certificateRefs.length > 0 || Object.keys(options).length > 0,
};

const ListenerTls = ruled(object({}, {
  mode: oneOf(['Terminate', 'Passthrough'], { default: 'Terminate' }),
  certificateRefs: list(CertificateRef, { maxItems: 64 }),
  options: dictionary(text(0, 4096), { maxProperties: 16 }),
}), terminateHasCertificate);

/** Which routes may attach to a listener. */
const AllowedRoutes = object({}, {
  namespaces: object({}, { from: oneOf(['All', 'Selector', 'Same'], { default: 'Same' }), selector: LabelSelector }, { default: { from: 'Same' } }),
  kinds: list(object({ kind: Kind }, { group: having(Group, { default: 'gateway.networking.k8s.io' }) }), { maxItems: 8 }),
}, { default: { namespaces: { from: 'Same' } } });

/** A listener of a Gateway or of a ListenerSet. */
export const Listener = object({
  name: SectionName,
  port: Port,
  protocol: text(1, 255, {
    pattern: '^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9]+$',
    means: 'a protocol such as `HTTP` or `HTTPS`',
  }),
}, { hostname: Hostname, tls: ListenerTls, allowedRoutes: AllowedRoutes });

type Listeners = ValueOf<typeof Listener>[];

const tlsOnlyOnTlsProtocols: Rule<Listeners> = {
  message: "tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']",
  help: 'remove `tls`, or use the protocol `HTTPS` or `TLS`',
  holds: (listeners) => listeners.every(({ protocol, tls }) => !['HTTP', 'TCP', 'UDP'].includes(protocol) || tls === undefined),
};

const httpsTerminates: Rule<Listeners> = {
  message: 'tls mode must be Terminate for protocol HTTPS',
  help: 'use the protocol `TLS` to pass TLS through',
  holds: (listeners) => listeners.every(({ protocol, tls }) => protocol !== 'HTTPS' || tls === undefined || tls.mode === 'Terminate'),
};

const tlsHasMode: Rule<Listeners> = {
  message: 'tls mode must be set for protocol TLS',
  help: 'add `tls` with `mode: Terminate` or `mode: Passthrough`',
  holds: (listeners) => listeners.every(({ protocol, tls }) => protocol !== 'TLS' || tls?.mode !== undefined),
};

const hostnameOnlyWhereSeen: Rule<Listeners> = {
  message: "hostname must not be specified for protocols ['TCP', 'UDP']",
  help: 'remove `hostname`; plain TCP and UDP carry none',
  holds: (listeners) => listeners.every(({ protocol, hostname }) => !['TCP', 'UDP'].includes(protocol) || hostname === undefined),
};

const listenerNamesDiffer: Rule<Listeners> = {
  message: 'Listener name must be unique within the Gateway',
  help: 'give every listener its own name',
  holds: (listeners) => new Set(listeners.map(({ name }) => name)).size === listeners.length,
};

const listenersDiffer: Rule<Listeners> = {
  message: 'Combination of port, protocol and hostname must be unique for each listener',
  help: 'give the listeners of one port and protocol different host names, or join them',
  holds: (listeners) =>
    new Set(listeners.map(({ port, protocol, hostname }) => JSON.stringify([port, protocol, hostname]))).size === listeners.length,
};

/** The listeners of a Gateway or of a ListenerSet. */
export const ListenerList = ruled(
  list(Listener, { minItems: 1, maxItems: 64, unique: { by: 'name' } }),
  tlsOnlyOnTlsProtocols, httpsTerminates, tlsHasMode, hostnameOnlyWhereSeen, listenerNamesDiffer, listenersDiffer,
);
