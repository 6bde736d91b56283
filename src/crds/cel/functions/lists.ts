import { celEnv, CelFunc, type CelList, celMethod, CelScalar, type CelValue, isCelError, listType } from '@bufbuild/cel';
import { equal } from './equal';

const { BOOL, DYN, INT } = CelScalar;
const LIST = listType(DYN);
const standard = celEnv().funcs;

/** Kubernetes' list library. */
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
];

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
