import { setOwn } from '../set-own';
import { type FieldSchema } from './field-schema';
import { holdsDefault } from './holds-default';

/**
 * A value without the nulls that the API server replaces by a default: such a field counts as absent, and nobody who reads it needs to know of null.
 * The value itself stays as it is. Other nulls are left for the check against the schema.
 */
export function withoutDefaultedNulls(schema: FieldSchema | undefined, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || schema === undefined || !holdsDefault(schema)) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => withoutDefaultedNulls(schema.items, item));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const map = value as Record<string, unknown>;
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(map)) {
    const field = schema.properties && Object.hasOwn(schema.properties, name) ? schema.properties[name] : schema.additionalProperties;
    if (map[name] === null && field?.default !== undefined) {
      delete (copy ??= { ...map })[name];
      continue;
    }
    const member = withoutDefaultedNulls(field, map[name]);
    if (member !== map[name]) setOwn(copy ??= { ...map }, name, member);
  }
  return copy ?? map;
}
