import { celEnv, isCelList, type CelList, isCelMap, type CelMap, type CelValue } from '@bufbuild/cel';
import { listKeys } from '../keyed-list';

const equals = celEnv().funcs.find('_==_')!;

/**
 * Whether `one == other` is true; only to be asked while an expression is evaluated. As in Kubernetes the list on the left says
 * whether the order of the two counts.
 */
export function equal(one: CelValue, other: CelValue): boolean {
  if (isCelList(one)) return isCelList(other) && one.size === other.size && (listKeys(one) ? equalKeyed(one, other) : equalOrdered(one, other));
  if (isCelMap(one)) {
    return isCelMap(other) && one.size === other.size && [...one].every(([key, value]) => other.has(key) && equal(value, other.get(key)!));
  }
  return equals.call(0, undefined, [one, other]) === true;
}

/** Whether two entries of a list with these keys are the same entry of it. */
export function isSameEntry(keys: readonly string[], one: CelValue, other: CelValue): boolean {
  if (keys.length === 0) return equal(one, other);
  return keys.every((key) => {
    const [mine, others] = [memberOf(one, key), memberOf(other, key)];
    return mine === undefined || others === undefined ? mine === others : equal(mine, others);
  });
}

function equalOrdered(one: CelList, other: CelList): boolean {
  const others = [...other];
  return [...one].every((item, index) => equal(item, others[index]));
}

function equalKeyed(one: CelList, other: CelList): boolean {
  const items = [...one];
  return [...other].every((item) => {
    const same = items.find((mine) => isSameEntry(listKeys(one)!, mine, item));
    return same !== undefined && equal(same, item);
  });
}

function memberOf(value: CelValue, key: string): CelValue | undefined {
  return isCelMap(value) ? (value as CelMap).get(key) : undefined;
}
