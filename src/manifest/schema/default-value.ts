import { type FieldSchema } from './field-schema';

/**
 * A copy of a value with the defaults that the API server fills in. A default inside a block applies only where the block is there.
 * What does not fit the schema is copied as it is.
 */
export function withSchemaDefaults(schema: FieldSchema, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => (schema.items ? withSchemaDefaults(schema.items, item) : structuredClone(item)));
  }
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const field = fieldOf(schema, key);
    // null stands for "not given" where there is a default, as for the API server
    if (member === undefined || (member === null && field?.default !== undefined)) continue;
    define(copy, key, field ? withSchemaDefaults(field, member) : structuredClone(member));
  }
  for (const [key, field] of Object.entries(schema.properties ?? {})) {
    if (field.default !== undefined && !Object.hasOwn(copy, key)) copy[key] = withSchemaDefaults(field, field.default);
  }
  return copy;
}

function fieldOf(schema: FieldSchema, key: string): FieldSchema | undefined {
  const { properties = {} } = schema;
  return Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties;
}

function define(object: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
