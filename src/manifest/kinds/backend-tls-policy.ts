import { KubernetesObject } from '../kubernetes-object';
import { Group, Hostname, Kind, Name, PreciseHostname, SectionName } from './building-blocks';
import { dictionary, list, object, oneOf, text, type ValueOf } from '../schema/field-schema';
import { ruled, type Rule } from '../schema/rule';

type TargetRefs = { group: string; kind: string; name: string; sectionName?: string }[];

const sameTarget = (one: TargetRefs[number], other: TargetRefs[number]): boolean =>
  one.group === other.group && one.kind === other.kind && one.name === other.name;

const repeatedTargetsHaveSection: Rule<TargetRefs> = {
  message: 'sectionName must be specified when targetRefs includes 2 or more references to the same target',
  help: 'add a `sectionName` to each of them, or keep one',
  holds: (refs) => refs.every((one) => refs.every((other) =>
    !sameTarget(one, other) || (one.sectionName === undefined) === (other.sectionName === undefined))),
};

const repeatedTargetsDiffer: Rule<TargetRefs> = {
  message: 'sectionName must be unique when targetRefs includes 2 or more references to the same target',
  help: 'remove the repeated reference',
  holds: (refs) => refs.every((one) => refs.filter((other) => sameTarget(one, other) && one.sectionName === other.sectionName).length === 1),
};

type Validation = { caCertificateRefs?: unknown[]; wellKnownCACertificates?: string };

const onlyOneCaSource: Rule<Validation> = {
  message: 'must not contain both CACertificateRefs and WellKnownCACertificates',
  help: 'keep `caCertificateRefs` for your own CA, or `wellKnownCACertificates: System` for public ones',
  holds: ({ caCertificateRefs = [], wellKnownCACertificates }) => caCertificateRefs.length === 0 || wellKnownCACertificates === undefined,
};

const someCaSource: Rule<Validation> = {
  message: 'must specify either CACertificateRefs or WellKnownCACertificates',
  help: 'add `caCertificateRefs` for your own CA, or `wellKnownCACertificates: System` for public ones',
  holds: ({ caCertificateRefs = [], wellKnownCACertificates }) => caCertificateRefs.length > 0 || wellKnownCACertificates !== undefined,
};

type SubjectAltName = { type: string; hostname?: string; uri?: string };

function altNameRules(type: 'Hostname' | 'URI', field: 'hostname' | 'uri'): Rule<SubjectAltName>[] {
  return [{
    message: `SubjectAltName element must contain ${type}, if Type is set to ${type}`,
    help: `add \`${field}\``,
    holds: (name) => name.type !== type || name[field] !== undefined,
  }, {
    message: `SubjectAltName element must not contain ${type}, if Type is not set to ${type}`,
    help: `remove \`${field}\`, or set \`type: ${type}\``,
    holds: (name) => name.type === type || name[field] === undefined,
  }];
}

/** `spec` of a BackendTLSPolicy (Gateway API 1.4 and later). */
export const BackendTlsPolicySpec = object({
  targetRefs: ruled(
    list(object({ group: Group, kind: Kind, name: Name }, { sectionName: SectionName }), { minItems: 1, maxItems: 16 }),
    repeatedTargetsHaveSection, repeatedTargetsDiffer,
  ),
  validation: ruled(object({ hostname: PreciseHostname }, {
    caCertificateRefs: list(object({ group: Group, kind: Kind, name: Name }, {}), { maxItems: 8 }),
    wellKnownCACertificates: text(1, 253, {
      pattern: '^(System|([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]))$',
      means: '`System`, or a prefixed name of the implementation',
    }),
    subjectAltNames: list(ruled(object({ type: oneOf(['Hostname', 'URI']) }, {
      hostname: Hostname,
      uri: text(1, 253, {
        pattern: '^(([^:/?#]+):)(//([^/?#]*))([^?#]*)(\\?([^#]*))?(#(.*))?',
        means: 'an absolute URI such as `spiffe://example.org/app`',
      }),
    }), ...altNameRules('Hostname', 'hostname'), ...altNameRules('URI', 'uri')), { maxItems: 5 }),
  }), onlyOneCaSource, someCaSource),
}, { options: dictionary(text(0, 4096), { maxProperties: 16 }) });

/** A BackendTLSPolicy. */
export type BackendTlsPolicy = KubernetesObject & { spec: ValueOf<typeof BackendTlsPolicySpec> };
