import { attachmentsOf } from './attachments';
import { GroupKind } from './object-index';
import { oncePerSubject } from './once-per-subject';
import { PolicyField, policyFields } from './policy-fields';
import { ObjectKey } from '../../gateway';
import { Manifest } from '../../manifest';

/** A place that policies target. */
export interface PolicyPlace extends GroupKind {
  readonly key: ObjectKey;
  readonly section?: string;
  readonly port?: number;
}

/** A field that a policy sets at a place. */
export interface PlacedField extends PolicyField {
  readonly place: PolicyPlace;
}

/** What the policies of each place set, by {@link placeKey}. */
export const fieldsByPlace = oncePerSubject((subject): ReadonlyMap<string, readonly PlacedField[]> => {
  const found = new Map<string, PlacedField[]>();
  const placed = new Map<string, Set<Manifest>>();
  for (const { policy, group, kind, key, section, port } of attachmentsOf(subject)) {
    const place = { group, kind, key, section, port };
    const name = placeKey(place);
    const policies = placed.get(name) ?? new Set();
    placed.set(name, policies);
    // one policy can name a place twice
    if (!policies.has(policy)) {
      policies.add(policy);
      const fields = found.get(name) ?? [];
      found.set(name, fields);
      fields.push(...policyFields(policy).map((field) => ({ ...field, place })));
    }
  }
  return found;
});

export function placeKey({ group, kind, key, section, port }: PolicyPlace): string {
  return `${group}\n${kind}\n${key.namespace}\n${key.name}\n${section ?? ''}\n${port ?? ''}`;
}
