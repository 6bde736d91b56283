import { FieldPath } from '../../manifest';

/** The value of a field of an object; `undefined` where there is none. */
export function valueAt(value: unknown, path: FieldPath): unknown {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) {
      return undefined;
    }
    at = (at as Record<string | number, unknown>)[name];
  }
  return at;
}
