import { isPlainMap } from './is-plain-map';

/** What the user adds to a rendered spec: maps are merged field by field, anything else takes the place of what was rendered. */
export function mergeFragment(rendered: Record<string, unknown>, fragment: Record<string, unknown>): Record<string, unknown> {
  const fields = new Map(Object.entries(rendered));
  for (const [name, added] of Object.entries(fragment)) {
    const before = fields.get(name);
    fields.set(name, isPlainMap(before) && isPlainMap(added) ? mergeFragment(before, added) : added);
  }
  return Object.fromEntries(fields);
}
