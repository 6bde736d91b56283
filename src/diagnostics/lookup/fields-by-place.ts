import { attachmentsOf } from './attachments';
import { GroupKind } from './object-index';
import { oncePerSubject } from './once-per-subject';
import { PolicyField, policyFields } from './policy-fields';
import { ObjectKey } from '../../gateway';

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
  for (const { policy, group, kind, key, section, port } of attachmentsOf(subject)) {
    const place = { group, kind, key, section, port };
    const fields = found.get(placeKey(place)) ?? [];
    found.set(placeKey(place), fields);
    // one policy can name a place twice
    fields.push(...policyFields(policy).filter((field) => !fields.some((other) => other.policy === policy && other.field === field.field))
      .map((field) => ({ ...field, place })));
  }
  return found;
});

export function placeKey({ group, kind, key, section, port }: PolicyPlace): string {
  return [group, kind, key.namespace, key.name, section ?? '', port ?? ''].join('\n');
}
