import { type FieldSchema } from './field-schema';

/** Whether a value of a schema, or what stands directly in it, may be a credential; so that a text in the place of the whole may be one, too. */
export function isNearSecret(schema: FieldSchema | undefined): boolean {
  if (schema === undefined) return false;
  const { sensitive, items, additionalProperties, properties } = schema;
  return sensitive === true || additionalProperties?.sensitive === true || (items !== undefined && isNearSecret(items))
    || (properties !== undefined && Object.values(properties).some((field) => field.sensitive));
}
