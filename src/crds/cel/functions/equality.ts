import { CelFunc, celFunc, celListConcat, CelScalar, type CelList, listType } from '@bufbuild/cel';
import { keyedList, listKeys } from '../keyed-list';
import { equal, isSameEntry } from './equal';

const { BOOL, DYN } = CelScalar;
const LIST = listType(DYN);

/** The operators on lists, where some know no order. */
export const equality: CelFunc[] = [
  celFunc('_==_', [DYN, DYN], BOOL, equal),
  celFunc('_!=_', [DYN, DYN], BOOL, (one, other) => !equal(one, other)),
  celFunc('@in', [DYN, LIST], BOOL, (wanted, list) => [...list].some((item) => equal(item, wanted))),
  celFunc('_+_', [LIST, LIST], LIST, (one, other) => (listKeys(one) ? union(one, other) : celListConcat(one, other))),
];

/** Keeps the places of the first list; an entry of the second takes the place of the same one in it. */
function union(one: CelList, other: CelList): CelList {
  const keys = listKeys(one)!;
  const items = [...one];
  for (const item of other) {
    const place = items.findIndex((known) => isSameEntry(keys, known, item));
    if (place < 0) items.push(item);
    else items[place] = item;
  }
  return keyedList(items, keys);
}
