import { EXAMPLES, schemaAt } from './rule-examples';
import { KINDS } from '../../src/manifest/kinds/kinds';
import { checkValue } from '../../src/manifest/schema/check-value';
import { withSchemaDefaults } from '../../src/manifest/schema/default-value';
import type { FieldSchema } from '../../src/manifest/schema/field-schema';
import type { TargetVersion } from '../../src/manifest/target-version';

function messages(at: string, value: unknown, version: TargetVersion): string[] {
  const schema = schemaAt(at);
  return checkValue(schema, withSchemaDefaults(schema, value, version), version).map(({ message }) => message);
}

describe('the rules of the CRDs', () => {
  for (const [at, message, broken, nearMiss, version = '1.4'] of EXAMPLES) {
    test(`${at}: ${message} (${JSON.stringify(broken).slice(0, 60)}, ${version})`, () => {
      expect(messages(at, broken, version)).toContain(message);
      expect(messages(at, nearMiss, version)).toEqual([]);
    });
  }

  test('every rule has an example', () => {
    const shown = new Set(EXAMPLES.map(([, message]) => message));
    const missing = new Set<string>();
    const visit = (schema: FieldSchema): void => {
      for (const { message } of schema.rules ?? []) if (!shown.has(message)) missing.add(message);
      for (const child of [...Object.values(schema.properties ?? {}), schema.items, schema.additionalProperties]) if (child) visit(child);
    };
    for (const { schema } of Object.values(KINDS)) visit(schema);
    expect([...missing]).toEqual([]);
  });
});
