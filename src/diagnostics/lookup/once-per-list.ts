import { oncePer } from './once-per';
import { sharedList } from './shared-list';

/** Makes a look-up that is worked out once for all lists with the same items in the same order. */
export function oncePerList<T extends object, R>(compute: (list: readonly T[]) => R): (list: readonly T[]) => R {
  const known = oncePer(compute);
  return (list) => known(sharedList(list));
}
