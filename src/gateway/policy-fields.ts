import { AgentgatewayBackend, AgentgatewayPolicy, FieldPath, Manifest } from '../manifest';
import { ManifestOf } from './manifest-index';

/** What is merged apart: the two phases of `traffic`, and the other sections. */
export type PolicyPart = 'frontend' | 'PreRouting' | 'PostRouting' | 'backend';

/** A field that the data plane merges as one: a more specific place replaces it as a whole. */
export interface PolicyField {
  /** The policy, or the route or backend that says the same itself. */
  readonly manifest: Manifest;
  readonly part: PolicyPart;
  readonly field: FieldPath;
  /** Its name in `spec` of a policy: `traffic.rateLimit.local`. */
  readonly name: string;
  readonly value: unknown;
  /** `strategy.inheritance: Override`: no more specific place replaces the field (1.3 and later). */
  readonly locks: boolean;
}

type Section = 'frontend' | 'traffic' | 'backend';
const SECTIONS: readonly Section[] = ['frontend', 'traffic', 'backend'];

/** The data plane keeps the parts of these fields apart. */
const SPLIT: ReadonlySet<string> = new Set(['traffic.rateLimit', 'traffic.headerModifiers', 'backend.mcp']);

/** A policy governs many places; its fields are the same objects on all of them, so that what they say is read once. */
const known = new WeakMap<object, readonly PolicyField[]>();

/** What a policy sets, authorization too. */
export function policyFields(manifest: ManifestOf<AgentgatewayPolicy>): readonly PolicyField[] {
  const { spec } = manifest.object;
  return once(spec, () => SECTIONS.flatMap((section) => {
    const value = spec[section];
    if (value === undefined) {
      return [];
    }
    const part = section === 'traffic' ? spec.traffic?.phase ?? 'PostRouting' : section;
    // an Override has no effect before routing
    const locks = part === 'PostRouting' && spec.strategy?.inheritance === 'Override';
    return fieldsOf({ manifest, part, field: ['spec', section], name: section, value, locks });
  }));
}

/** What a backend, or one target of it, says of itself in the fields of `backend`. */
export function ownFields(manifest: ManifestOf<AgentgatewayBackend>, field: FieldPath, value: object): readonly PolicyField[] {
  return once(value, () => fieldsOf({ manifest, part: 'backend', field, name: 'backend', value, locks: false }));
}

function once(of: object, read: () => readonly PolicyField[]): readonly PolicyField[] {
  let fields = known.get(of);
  if (!fields) {
    fields = read();
    known.set(of, fields);
  }
  return fields;
}

function fieldsOf(section: PolicyField): readonly PolicyField[] {
  const fields: PolicyField[] = [];
  for (const field of fieldsBelow(section)) {
    if (SPLIT.has(field.name)) {
      fields.push(...partsOf(field));
    } else if (field.name !== 'traffic.phase') {
      fields.push(field);
    }
  }
  return fields;
}

/** `conditional` is another way to write the fields that its entries hold. */
function partsOf(whole: PolicyField): readonly PolicyField[] {
  return fieldsBelow(whole).flatMap((field) => {
    if (field.name !== 'traffic.rateLimit.conditional') {
      return [field];
    }
    const policies = (field.value as readonly { readonly policy?: object }[]).map(({ policy = {} }) => policy);
    return ['local', 'global'].filter((name) => policies.some((policy) => Object.hasOwn(policy, name))).map((name) => ({ ...field, name: `${whole.name}.${name}` }));
  });
}

function fieldsBelow({ manifest, part, field, name: above, value: values, locks }: PolicyField): readonly PolicyField[] {
  const fields: PolicyField[] = [];
  for (const [name, value] of Object.entries(values as Readonly<Record<string, unknown>>)) {
    if (value !== undefined) {
      fields.push({ manifest, part, field: [...field, name], name: `${above}.${name}`, value, locks });
    }
  }
  return fields;
}
