import { celEnv, celFunc, CelFunc, type CelList, celMethod, CelScalar, type CelValue, isCelError, isCelList, listType } from '@bufbuild/cel';
import { iterations } from '../iteration-budget';
import { equal } from './equal';
import { NONE, optionalOf } from './optionals';

const { BOOL, DYN, INT } = CelScalar;
const LIST = listType(DYN);
const standard = celEnv().funcs;

/** What the expansion of `sortBy` calls, with pairs of what is sorted and by what. */
export const SORTED_BY = '@sorted_by';

/** The list libraries of Kubernetes and of cel-go. */
export const lists: CelFunc[] = [
  celMethod('isSorted', LIST, [], BOOL, function () {
    const items = [...this];
    return items.every((item, index) => index === 0 || !operate('_<_', item, items[index - 1]));
  }),
  celMethod('sum', LIST, [], DYN, function () {
    const [first, ...rest] = this;
    return rest.reduce((sum, item) => operate('_+_', sum, item), first ?? 0n);
  }),
  celMethod('min', LIST, [], DYN, function () { return extreme(this, '_<_', 'min'); }),
  celMethod('max', LIST, [], DYN, function () { return extreme(this, '_>_', 'max'); }),
  celMethod('indexOf', LIST, [DYN], INT, function (wanted) { return BigInt([...this].findIndex((item) => equal(item, wanted))); }),
  celMethod('lastIndexOf', LIST, [DYN], INT, function (wanted) { return [...this].reduce<bigint>((last, item, index) => (equal(item, wanted) ? BigInt(index) : last), -1n); }),
  celMethod('slice', LIST, [INT, INT], LIST, function (start, end) {
    if (start < 0n || end < 0n) throw new Error(`cannot slice(${start}, ${end}), negative indexes not supported`);
    if (start > end) throw new Error(`cannot slice(${start}, ${end}), start index must be less than or equal to end index`);
    if (end > this.size) throw new Error(`cannot slice(${start}, ${end}), list is length ${this.size}`);
    return [...this].slice(Number(start), Number(end));
  }),
  celMethod('flatten', LIST, [], LIST, function () { return flatten(this, 1n); }),
  celMethod('flatten', LIST, [INT], LIST, function (depth) {
    if (depth < 0n) throw new Error('level must be non-negative');
    return flatten(this, depth);
  }),
  celMethod('sort', LIST, [], LIST, function () { return sortBy([...this], (item) => item); }),
  celFunc(SORTED_BY, [LIST], LIST, (pairs) => sortBy([...pairs] as CelList[], (pair) => pair.get(1)!).map((pair) => pair.get(0)!)),
  celMethod('distinct', LIST, [], LIST, function () { return distinct([...this]); }),
  celMethod('reverse', LIST, [], LIST, function () { return [...this].reverse(); }),
  celMethod('first', LIST, [], LIST, function () { return this.size === 0 ? NONE : optionalOf(this.get(0)!); }),
  celMethod('last', LIST, [], LIST, function () { return this.size === 0 ? NONE : optionalOf(this.get(this.size - 1)!); }),
  celFunc('lists.range', [INT], LIST, (count) => {
    const numbers: bigint[] = [];
    for (let number = 0n; number < count && iterations.take(); number++) numbers.push(number);
    return numbers;
  }),
];

function flatten(list: CelList, depth: bigint): CelValue[] {
  return [...list].flatMap((item) => (depth > 0n && isCelList(item) ? flatten(item, depth - 1n) : [item]));
}

function sortBy<T extends CelValue>(items: readonly T[], keyOf: (item: T) => CelValue): T[] {
  // one that compares with nothing is an error even alone
  items.forEach((item) => operate('_<_', keyOf(item), keyOf(items[0])));
  return [...items].sort((one, other) => (operate('_<_', keyOf(one), keyOf(other)) === true ? -1 : operate('_<_', keyOf(other), keyOf(one)) === true ? 1 : 0));
}

/** Texts, of which there may be many, are found without comparing each with each. */
function distinct(items: readonly CelValue[]): CelValue[] {
  const texts = new Set<string>();
  const others: CelValue[] = [];
  return items.filter((item) => {
    const isKnown = typeof item === 'string' ? texts.has(item) : others.some((other) => equal(other, item));
    if (typeof item === 'string') texts.add(item);
    else if (!isKnown) others.push(item);
    return !isKnown;
  });
}

function extreme(list: CelList, comes: string, name: string): CelValue {
  const [first, ...rest] = list;
  if (first === undefined) throw new Error(`${name} called on empty list`);
  return rest.reduce((best, item) => (operate(comes, item, best) === true ? item : best), first);
}

function operate(operator: string, one: CelValue, other: CelValue): CelValue {
  const result = standard.find(operator)!.call(0, undefined, [one, other]);
  if (result === undefined) throw new Error('no such overload');
  if (isCelError(result)) throw result;
  return result;
}
