import { CelFunc, celFunc, type CelList, CelScalar, listType } from '@bufbuild/cel';
import { equal } from './equal';

const LIST = listType(CelScalar.DYN);
const { BOOL } = CelScalar;

/** The sets library of cel-go. */
export const sets: CelFunc[] = [
  celFunc('sets.contains', [LIST, LIST], BOOL, contains),
  celFunc('sets.equivalent', [LIST, LIST], BOOL, (one, other) => contains(one, other) && contains(other, one)),
  celFunc('sets.intersects', [LIST, LIST], BOOL, (one, other) => [...one].some((item) => has(other, item))),
];

function contains(list: CelList, part: CelList): boolean {
  return [...part].every((item) => has(list, item));
}

function has(list: CelList, wanted: Parameters<typeof equal>[0]): boolean {
  return [...list].some((item) => equal(item, wanted));
}
