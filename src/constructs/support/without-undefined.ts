import { isPlainMap } from './is-plain-map';
import { setOwn } from '../../manifest';

/**
 * A value without the fields that are not set, on every level; cdk8s would resolve each of them as it does those that are. JavaScript also sets fields to
 * null, which cdk8s writes no more than undefined; in a list both would be entries.
 */
export function withoutUndefined<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutUndefined) as T;
  if (!isPlainMap(value)) return value;
  const set: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    if (value[name] !== undefined && value[name] !== null) setOwn(set, name, withoutUndefined(value[name]));
  }
  return set as T;
}
