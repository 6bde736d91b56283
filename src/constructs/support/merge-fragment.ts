/** What the user adds to a rendered spec: maps are merged field by field, anything else takes the place of what was rendered. */
export function mergeFragment(rendered: Record<string, unknown>, fragment: Record<string, unknown>): Record<string, unknown> {
  const fields = new Map(Object.entries(rendered));
  for (const [name, added] of Object.entries(fragment)) {
    const before = fields.get(name);
    fields.set(name, isMap(before) && isMap(added) ? mergeFragment(before, added) : added);
  }
  return Object.fromEntries(fields);
}

/** Late values of cdk8s are objects of a class of their own. */
function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}
