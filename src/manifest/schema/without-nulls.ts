import { setOwn } from '../set-own';
import { type FieldSchema } from './field-schema';

/**
 * A value without the nulls that the API server drops: no field of the kinds that are read may be null, so that such a field counts as absent, and
 * nobody who reads the value needs to know of null. The value itself stays as it is. An item of a list that is null is left for the check against the
 * schema, which refuses it, and what no schema tells of is kept.
 */
export function withoutNulls(schema: FieldSchema | undefined, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || schema === undefined) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => withoutNulls(schema.items, item));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const map = value as Record<string, unknown>;
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(map)) {
    const isField = schema.properties !== undefined && Object.hasOwn(schema.properties, name);
    const field = isField ? schema.properties[name] : schema.additionalProperties;
    if (map[name] === null && field !== undefined) {
      copy ??= { ...map };
      // a field is filled in with its default where objects are read for a release; an entry whose key is free must be there for that
      if (isField || field.default === undefined) delete copy[name]; else setOwn(copy, name, field.default);
      continue;
    }
    const member = withoutNulls(field, map[name]);
    if (member !== map[name]) setOwn(copy ??= { ...map }, name, member);
  }
  return copy ?? map;
}
