/** What a value holds that only cdk8s can render. */
export interface Late {
  found: boolean;
}

/** Whether cdk8s writes maps and lists that hold nothing: it does so in a spec, and leaves them out of metadata. */
export type Emptiness = 'with empty' | 'without empty';

/**
 * A copy of a value as cdk8s writes it: maps in the order of their names, without what is not set. Notes in `late` where it holds something else than
 * maps, lists, texts, numbers and booleans, or a name that JavaScript gives a meaning; the copy is worth nothing then.
 */
export function sortedPlain(value: unknown, late: Late, emptiness: Emptiness): unknown {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'undefined':
      return value;
    case 'object':
      if (value === null) return undefined;
      if (Array.isArray(value)) return sortedList(value, late, emptiness);
      if (Object.getPrototypeOf(value) === Object.prototype) return sortedMap(value as Record<string, unknown>, late, emptiness);
  }
  late.found = true;
  return undefined;
}

function sortedList(list: readonly unknown[], late: Late, emptiness: Emptiness): unknown {
  return list.length === 0 && emptiness === 'without empty' ? undefined : list.map((item) => sortedPlain(item, late, emptiness));
}

function sortedMap(map: Record<string, unknown>, late: Late, emptiness: Emptiness): unknown {
  const sorted: Record<string, unknown> = {};
  let isEmpty = true;
  for (const name of sortedNames(map)) {
    if (name === 'constructor' || name === '__proto__') late.found = true;
    const value = sortedPlain(map[name], late, emptiness);
    if (value === undefined) continue;
    sorted[name] = value;
    isEmpty = false;
  }
  return isEmpty && emptiness === 'without empty' ? undefined : sorted;
}

/** Most maps have a few names, nearly in order: to put each in its place takes a fraction of what `sort` does. */
const FEW = 16;

function sortedNames(map: Record<string, unknown>): readonly string[] {
  const names = Object.keys(map);
  if (names.length > FEW) return names.sort();
  for (let end = 1; end < names.length; end++) {
    const name = names[end];
    let place = end;
    for (; place > 0 && names[place - 1] > name; place--) names[place] = names[place - 1];
    names[place] = name;
  }
  return names;
}
