import { setOwn } from '../set-own';
import { isBefore, type TargetVersion } from '../target-version';
import { type FieldSchema } from './field-schema';

const UNKNOWN: FieldSchema = {};

/**
 * A copy of a value with the defaults that the API server of a release fills in. A default inside a block applies only where the block is there.
 * What does not fit the schema is copied as it is.
 */
export function withSchemaDefaults(schema: FieldSchema, value: unknown, version: TargetVersion): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => withSchemaDefaults(schema.items ?? UNKNOWN, item, version));
  }
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const field = fieldOf(schema, key);
    // null stands for "not given" where there is a default, as for the API server
    if (member === undefined || (member === null && field && defaultOf(field, version) !== undefined)) continue;
    setOwn(copy, key, withSchemaDefaults(field ?? UNKNOWN, member, version));
  }
  for (const [key, field] of Object.entries(schema.properties ?? {})) {
    const filled = isPresent(field, version) ? defaultOf(field, version) : undefined;
    if (filled !== undefined && !Object.hasOwn(copy, key)) copy[key] = withSchemaDefaults(field, filled, version);
  }
  return copy;
}

/** A release that lacks the field fills nothing in. */
function isPresent({ since, until }: FieldSchema, version: TargetVersion): boolean {
  return (since === undefined || !isBefore(version, since)) && (until === undefined || isBefore(version, until));
}

function defaultOf({ default: value, defaultBefore }: FieldSchema, version: TargetVersion): unknown {
  return defaultBefore && isBefore(version, defaultBefore.version) ? defaultBefore.value : value;
}

function fieldOf(schema: FieldSchema, key: string): FieldSchema | undefined {
  const { properties = {} } = schema;
  return Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties;
}
