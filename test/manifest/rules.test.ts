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

  test.each<[at: string, value: unknown, last: TargetVersion, first: TargetVersion, message: string]>([
    ['AgentgatewayPolicy.traffic.cors.allowOrigins[]', 'chrome-extension://abc', '0.12', '1.0', 'should match'],
    ['AgentgatewayPolicy.traffic.retry', { attempts: 0 }, '1.2', '1.3', 'must be at least 1, not 0'],
    ['AgentgatewayPolicy.traffic.retry', { codes: [500, 500] }, '1.2', '1.3', 'Duplicate value'],
    ['AgentgatewayPolicy.traffic.apiKeyAuthentication.secretRef', {}, '1.2', '1.3', 'is missing'],
    ['AgentgatewayBackend.policies.auth.secretRef', {}, '1.2', '1.3', 'is missing'],
  ])('%s: %j is taken up to %s and refused from %s on', (at, value, last, first, message) => {
    expect(messages(at, value, last)).toEqual([]);
    expect(messages(at, value, first).join()).toContain(message);
  });

  test.each([
    ['AgentgatewayPolicy.traffic.timeouts.request', 'invalid duration value', '1.4'],
    ['AgentgatewayPolicy.traffic.timeouts.request', "should match '^([0-9]{1,5}(h|m|s|ms)){1,4}$'", 'main'],
    ['AgentgatewayPolicy.traffic.jwtAuthentication.providers[].jwks.remote.cacheDuration', 'invalid duration value', '1.4'],
    ['AgentgatewayPolicy.traffic.jwtAuthentication.providers[].jwks.remote.cacheDuration', "should match '^([0-9]{1,5}(h|m|s|ms)){1,4}$'", 'main'],
  ] as const)('%s that is no duration is: %s, in %s', (at, message, version) => {
    expect(messages(at, '1d', version)).toEqual([message]);
  });

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
