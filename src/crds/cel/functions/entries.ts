import { CelFunc, celFunc, type CelInput, type CelList, CelScalar, type CelValue, isCelMap, listType, mapType } from '@bufbuild/cel';

const { DYN } = CelScalar;
const LIST = listType(DYN);
const MAP = mapType(DYN, DYN);

/** What the expansion of macros with two variables and of literals with optional entries calls. */
export const ENTRIES = '@entries';
export const MAP_OF_ENTRIES = '@map_of_entries';
export const MERGED_MAPS = '@merged_maps';
export const MAP_OF_OPTIONALS = '@map_of_optionals';

/** Lists and maps as lists of `[key, value]`, and back. */
export const entries: CelFunc[] = [
  celFunc(ENTRIES, [LIST], LIST, (list) => [...list].map((value, index) => [BigInt(index), value])),
  celFunc(ENTRIES, [MAP], LIST, (map) => [...map].map(([key, value]) => [key, value])),
  celFunc(MAP_OF_ENTRIES, [LIST], MAP, (list) => mapOf(pairsOf(list))),
  celFunc(MERGED_MAPS, [LIST], MAP, (maps) => mapOf([...maps].flatMap((map) => {
    if (!isCelMap(map)) throw new Error('no such overload');
    return [...map];
  }))),
  celFunc(MAP_OF_OPTIONALS, [LIST], MAP, (list) => mapOf(pairsOf(list).flatMap(([key, optional]) =>
    [...optional as CelList].map((value) => [key, value] as const)))),
];

type Pair = readonly [key: CelValue, value: CelValue];

function pairsOf(list: CelList): Pair[] {
  return [...list].map((pair) => [(pair as CelList).get(0)!, (pair as CelList).get(1)!]);
}

function mapOf(pairs: readonly Pair[]): Map<string | bigint | boolean, CelInput> {
  const map = new Map<string | bigint | boolean, CelInput>();
  for (const [key, value] of pairs) {
    if (typeof key !== 'string' && typeof key !== 'bigint' && typeof key !== 'boolean') throw new Error('unsupported key type');
    if (map.has(key)) throw new Error(`insert failed: key ${key} already exists`);
    map.set(key, value);
  }
  return map;
}
