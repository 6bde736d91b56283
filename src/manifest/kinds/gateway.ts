import { isIP } from 'node:net';
import { KubernetesObject } from '../kubernetes-object';
import { Group, Kind, LabelSelector, Name, NamespaceName, Port } from './building-blocks';
import { CertificateRef, ListenerList, type Listener } from './listener';
import { dictionary, list, object, oneOf, text, type ValueOf } from '../schema/field-schema';
import { ruled, type Rule } from '../schema/rule';

const HOSTNAME_VALUE = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const PREFIXED_NAME = /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$/;

const hostnameAddressIsHostname: Rule<{ type?: string; value?: string }> = {
  message: 'Hostname value must be empty or contain only valid characters (matching ' +
    '^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$)',
  help: 'write a lower-case host name without scheme and port',
  holds: ({ type, value }) => type !== 'Hostname' || value === undefined || HOSTNAME_VALUE.test(value),
};

/** Kubernetes reads `010` in an IPv4 address as ten, other readers as eight or not at all. */
const LEADING_ZEROS = /(?<=^|[.:])0+(?=\d+\.)|(?<=\.)0+(?=\d)/g;

const ipAddressIsIpAddress: Rule<{ type?: string; value?: string }> = {
  message: 'IPAddress value must be an IPv4 or IPv6 address',
  help: 'write an address such as `10.0.0.1`, or `type: Hostname`',
  holds: ({ type, value }) => type !== 'IPAddress' || value === undefined || (isIP(value.replace(LEADING_ZEROS, '')) !== 0 && !value.includes('%')),
};

type Addresses = { type?: string; value?: string }[];

function addressesDiffer(type: string): Rule<Addresses> {
  return {
    message: `${type} values must be unique`,
    help: 'remove the repeated address',
    holds: (addresses) => {
      const values = addresses.filter((address) => address.type === type && address.value !== undefined).map(({ value }) => value);
      return new Set(values).size === values.length;
    },
  };
}

function keysAreNames(what: 'Label' | 'Annotation'): Rule<Record<string, string>> {
  return {
    message: `${what} keys must be in the form of an optional DNS subdomain prefix followed by a required name segment of up to 63 characters.`,
    help: 'write keys as `name` or `example.com/name`',
    holds: (map) => Object.keys(map).every((key) => PREFIXED_NAME.test(key)),
  };
}

function keyPrefixesAreShort(what: 'label' | 'annotation'): Rule<Record<string, string>> {
  return {
    message: `If specified, the ${what} key's prefix must be a DNS subdomain not longer than 253 characters in total.`,
    help: 'shorten the part before `/`',
    holds: (map) => Object.keys(map).every((key) => key.split('/')[0].length < 253),
  };
}

const FrontendTls = object({}, {
  validation: object(
    { caCertificateRefs: list(object({ group: Group, kind: Kind, name: Name }, { namespace: NamespaceName }), { minItems: 1, maxItems: 16 }) },
    { mode: oneOf(['AllowValidOnly', 'AllowInsecureFallback'], { default: 'AllowValidOnly' }) },
  ),
});

const portsDiffer: Rule<{ port: number }[]> = {
  message: 'Port for TLS configuration must be unique within the Gateway',
  help: 'join the two entries of one port',
  holds: (entries) => new Set(entries.map(({ port }) => port)).size === entries.length,
};

/** `spec` of a Gateway (Gateway API 1.6). */
export const GatewaySpec = object({ gatewayClassName: text(1, 253), listeners: ListenerList }, {
  allowedListeners: object({}, {
    namespaces: object({}, {
      from: oneOf(['All', 'Selector', 'Same', 'None'], { default: 'None' }),
      selector: LabelSelector,
    }, { default: { from: 'None' } }),
  }),
  infrastructure: object({}, {
    labels: ruled(dictionary(text(0, 63, {
      pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$', means: 'a label value: letters, digits, `-`, `_` and `.`',
    }), { maxProperties: 8 }), keysAreNames('Label'), keyPrefixesAreShort('label')),
    annotations: ruled(dictionary(text(0, 4096), { maxProperties: 16 }), keysAreNames('Annotation'), keyPrefixesAreShort('annotation')),
    parametersRef: object({ group: Group, kind: Kind, name: Name }, {}),
  }),
  addresses: ruled(list(ruled(object({}, {
    type: text(1, 253, {
      default: 'IPAddress',
      pattern: '^Hostname|IPAddress|NamedAddress|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/' +
        "[A-Za-z0-9\\/\\-._~%!$&'()*+,;=:]+$",
      means: 'an address type: `IPAddress`, `Hostname` or `NamedAddress`',
    }),
    value: text(undefined, 253),
  }), hostnameAddressIsHostname, ipAddressIsIpAddress), { maxItems: 16 }), addressesDiffer('IPAddress'), addressesDiffer('Hostname')),
  tls: object({}, {
    backend: object({}, { clientCertificateRef: CertificateRef }),
    frontend: object({ default: FrontendTls }, {
      perPort: ruled(list(object({ port: Port, tls: FrontendTls }, {}), { maxItems: 64, unique: { by: 'port' } }), portsDiffer),
    }),
  }),
});

/** A Gateway. */
export type Gateway = KubernetesObject & { spec: ValueOf<typeof GatewaySpec> };

/** A listener of a Gateway or of a ListenerSet. */
export type GatewayListener = ValueOf<typeof Listener>;
