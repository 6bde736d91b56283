import { type FieldSchema } from './field-schema';

const known = new WeakMap<FieldSchema, boolean>();

/** Whether some field below has a default: most blocks have none, and need not be looked into. */
export function holdsDefault(schema: FieldSchema): boolean {
  let holds = known.get(schema);
  if (holds === undefined) {
    const { properties = {}, additionalProperties, items } = schema;
    const below = [...Object.values(properties), additionalProperties, items].filter((field) => field !== undefined);
    holds = below.some((field) => field.default !== undefined || field.defaultBefore !== undefined || holdsDefault(field));
    known.set(schema, holds);
  }
  return holds;
}
