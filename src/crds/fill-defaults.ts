import { CompiledSchema } from './compiled-schema';

/**
 * A copy of a value as the API server stores it, but for unknown fields, which are kept to be reported: null stands for "not given" in a
 * field, or under a free key, that cannot be null, and what is not given gets its default. Map members are own members even where their name is `__proto__`.
 */
export function fillDefaults(schema: CompiledSchema | undefined, value: unknown): unknown {
  if (schema === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => fillDefaults(schema.items, defaulted(schema.items, item)));
  if (typeof value !== 'object' || value === null) return value;
  const members = new Map<string, unknown>();
  for (const [name, member] of Object.entries(value)) {
    const property = schema.properties.get(name);
    if (property !== undefined && member === null && !property.keywords.nullable) continue;
    const [below, given] = property !== undefined ? [property, member] : [schema.additional, defaulted(schema.additional, member)];
    if (property === undefined && given === null && isPruned(schema.additional)) continue;
    members.set(name, fillDefaults(below, given));
  }
  for (const [name, property] of schema.properties) {
    if (property.keywords.default !== undefined && !members.has(name)) members.set(name, fillDefaults(property, property.keywords.default));
  }
  return Object.fromEntries(members);
}

function defaulted(schema: CompiledSchema | undefined, member: unknown): unknown {
  return member === null && schema !== undefined && !schema.keywords.nullable ? schema.keywords.default ?? null : member;
}

/** `additionalProperties: true` says nothing of its values, so that null stays. */
function isPruned(schema: CompiledSchema | undefined): boolean {
  return schema !== undefined && !schema.keywords.nullable && Object.keys(schema.keywords).length > 0;
}
