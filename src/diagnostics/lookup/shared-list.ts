/**
 * The lists that were seen, by their first and last items. Of several with the same two the latest alone is compared, so that the time is that of
 * reading each list once.
 */
const seen = new WeakMap<object, SeenLists>();

/** Most first items begin one list. */
interface SeenLists {
  readonly last: object;
  list: readonly object[];
  others?: Map<object, readonly object[]>;
}

const shared = new WeakMap<readonly object[], readonly object[]>();
const NONE: readonly never[] = [];

/**
 * One list for those that hold the same items in the same order: what the policies of a Gateway say makes a list of its own on each route, and what is
 * worked out for one of them holds for all.
 */
export function sharedList<T extends object>(list: readonly T[]): readonly T[] {
  if (list.length === 0) {
    return NONE;
  }
  const known = shared.get(list) ?? findSame(list);
  shared.set(list, known);
  return known as readonly T[];
}

function findSame(list: readonly object[]): readonly object[] {
  const [first] = list;
  const last = list[list.length - 1];
  const lists = seen.get(first);
  if (!lists) {
    seen.set(first, { last, list });
    return list;
  }
  const other = lists.last === last ? lists.list : lists.others?.get(last);
  const same = other !== undefined && holdSame(list, other) ? other : list;
  if (lists.last === last) {
    lists.list = same;
  } else {
    lists.others ??= new Map();
    lists.others.set(last, same);
  }
  return same;
}

function holdSame(list: readonly object[], other: readonly object[]): boolean {
  let index = list.length === other.length ? list.length : 0;
  // a loop takes a fraction of what `every` does
  while (index > 0 && list[index - 1] === other[index - 1]) index--;
  return index === 0 && list.length === other.length;
}
