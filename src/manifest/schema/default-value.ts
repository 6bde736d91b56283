import { setOwn } from '../set-own';
import { type TargetVersion } from '../target-version';
import { type FieldSchema } from './field-schema';
import { ReleaseSchema } from './release-schema';

/**
 * A value with the defaults that the API server of a release fills in; the value itself stays as it is, and what needs no default is shared with it.
 * A default inside a block applies only where the block is there. What does not fit the schema is left as it is.
 */
export function withSchemaDefaults(schema: FieldSchema, value: unknown, version: TargetVersion): unknown {
  return filled(ReleaseSchema.of(schema, version), value);
}

function filled(schema: ReleaseSchema | undefined, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || schema === undefined || !schema.holdsDefault) return value;
  return Array.isArray(value) ? filledList(schema.items, value) : filledMap(schema, value as Record<string, unknown>);
}

function filledList(items: ReleaseSchema | undefined, list: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item = filled(items, list[index]);
    if (item !== list[index]) (copy ??= [...list])[index] = item;
  }
  return copy ?? list;
}

function filledMap(schema: ReleaseSchema, map: Record<string, unknown>): Record<string, unknown> {
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(map)) {
    const member = map[name];
    const full = filled(schema.field(name), member);
    if (full !== member) setOwn(copy ??= { ...map }, name, full);
  }
  for (const { name, schema: field, value } of schema.filledFields) {
    if (!Object.hasOwn(copy ?? map, name)) setOwn(copy ??= { ...map }, name, filled(field, value));
  }
  return copy ?? map;
}
