import { celList, type CelInput, type CelList } from '@bufbuild/cel';

/** The keys that make an entry the same as another, by list. Sets have none: there, equal entries are the same. */
const keysOf = new WeakMap<CelList, readonly string[]>();

/**
 * A list whose order says nothing (`x-kubernetes-list-type: set` or `map`): rules compare and add it by its entries.
 *
 * @param keys the keys of its entries, none for a set, undefined for a list with an order
 */
export function keyedList(items: readonly CelInput[], keys: readonly string[] | undefined): CelList {
  const list = celList(items);
  if (keys !== undefined) keysOf.set(list, keys);
  return list;
}

/** The keys of a list that was made by {@link keyedList}; undefined where its order counts. */
export function listKeys(list: CelList): readonly string[] | undefined {
  return keysOf.get(list);
}
