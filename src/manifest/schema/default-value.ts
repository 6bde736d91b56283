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
  for (const key of Object.keys(value)) {
    const member: unknown = (value as Record<string, unknown>)[key];
    const field = fieldOf(schema, key);
    // null stands for "not given" where there is a default, as for the API server
    if (member === undefined || (member === null && field && defaultOf(field, version) !== undefined)) continue;
    setOwn(copy, key, withSchemaDefaults(field ?? UNKNOWN, member, version));
  }
  for (const [key, field, filled] of filledFields(schema, version)) {
    if (!Object.hasOwn(copy, key)) copy[key] = withSchemaDefaults(field, filled, version);
  }
  return copy;
}

type FilledField = readonly [key: string, field: FieldSchema, filled: unknown];

/** Schemas never change, and few of their fields have a default. */
const known = new WeakMap<FieldSchema, Map<TargetVersion, readonly FilledField[]>>();

/** The fields of a map that a release fills in. */
function filledFields(schema: FieldSchema, version: TargetVersion): readonly FilledField[] {
  let versions = known.get(schema);
  if (!versions) known.set(schema, versions = new Map());
  let fields = versions.get(version);
  if (!fields) {
    fields = Object.entries(schema.properties ?? {})
      .filter(([, field]) => isPresent(field, version))
      .map(([key, field]): FilledField => [key, field, defaultOf(field, version)])
      .filter(([, , filled]) => filled !== undefined);
    versions.set(version, fields);
  }
  return fields;
}

/** A release that lacks the field fills nothing in. */
function isPresent({ since, until }: FieldSchema, version: TargetVersion): boolean {
  return (since === undefined || !isBefore(version, since)) && (until === undefined || isBefore(version, until));
}

function defaultOf({ default: value, defaultBefore }: FieldSchema, version: TargetVersion): unknown {
  return defaultBefore && isBefore(version, defaultBefore.version) ? defaultBefore.value : value;
}

function fieldOf({ properties, additionalProperties }: FieldSchema, key: string): FieldSchema | undefined {
  return properties && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
}
