import { FieldPath } from '../../manifest';

/** The value of a field of an object; `undefined` where there is none. */
export function valueAt(value: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>((at, name) => typeof at === 'object' && at !== null && Object.hasOwn(at, name)
    ? (at as Record<string | number, unknown>)[name]
    : undefined, value);
}
