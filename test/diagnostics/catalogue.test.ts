import { diagnose, RULES } from '../../src/diagnostics';
import { COVERED_BY_SCHEMA } from '../../src/diagnostics/covered-by-schema';
import { UNDECIDABLE } from '../../src/diagnostics/undecidable';
import { readManifests, TARGET_VERSIONS } from '../../src/manifest';

test.each(Object.entries(COVERED_BY_SCHEMA))('%s is refused by the schema', (_code, { code, message, example, exampleVersion = '1.4' }) => {
  const { manifests } = readManifests([{ file: 'example.yaml', text: example }]);
  const found = diagnose(manifests, { targetVersion: exampleVersion });
  expect(found).toContainEqual(expect.objectContaining({ code, severity: 'error', message: expect.stringContaining(message) }));
});

test('an entry of the catalogue is a rule, covered by the schema, or undecidable, and only one of them', () => {
  const codes = [...RULES.map(({ code }) => code), ...Object.keys(COVERED_BY_SCHEMA), ...Object.keys(UNDECIDABLE)];
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});

test.each(TARGET_VERSIONS)('no rule fails on the examples of another in release %s', (targetVersion) => {
  const examples = RULES.flatMap(({ triggers, nearMisses }) => [...triggers, ...nearMisses]);
  for (const text of examples) {
    expect(() => diagnose(readManifests([{ file: 'example.yaml', text }]).manifests, { targetVersion })).not.toThrow();
  }
});
