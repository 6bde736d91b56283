/** What a value holds that only cdk8s can render. */
export interface Late {
  found: boolean;
}

/**
 * A copy of a value as cdk8s writes it: maps in the order of their names, without what is not set. Notes in `late` where it holds something else than
 * maps, lists, texts, numbers and booleans, or a name that JavaScript gives a meaning; the copy is worth nothing then.
 */
export function sortedPlain(value: unknown, late: Late): unknown {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'undefined':
      return value;
    case 'object':
      if (value === null) return undefined;
      if (Array.isArray(value)) return value.map((item) => sortedPlain(item, late));
      if (Object.getPrototypeOf(value) === Object.prototype) return sortedMap(value as Record<string, unknown>, late);
  }
  late.found = true;
  return undefined;
}

function sortedMap(map: Record<string, unknown>, late: Late): Record<string, unknown> {
  const sorted: Record<string, unknown> = {};
  for (const name of Object.keys(map).sort()) {
    if (name === 'constructor' || name === '__proto__') late.found = true;
    const value = sortedPlain(map[name], late);
    if (value !== undefined) sorted[name] = value;
  }
  return sorted;
}
