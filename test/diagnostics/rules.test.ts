import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose, Diagnostic, diagnosticOfProblem, DiagnosticRule, documentRule, RULES } from '../../src/diagnostics';
import { readManifests } from '../../src/manifest';

const ROOT = join(__dirname, '../..');

/** What is found in an example of a rule, with what went wrong while reading it. */
function foundIn(yaml: string, { exampleVersion: targetVersion = '1.4', exampleToken: token }: DiagnosticRule): readonly Diagnostic[] {
  const { manifests, problems } = readManifests([{ file: 'example.yaml', text: yaml }]);
  const expectedTokens = token === undefined ? [] : manifests.map((manifest) => ({ manifest, token }));
  return [...problems.map(diagnosticOfProblem), ...diagnose(manifests, { targetVersion, expectedTokens })];
}

function codesOf(yaml: string, rule: DiagnosticRule): readonly string[] {
  return foundIn(yaml, rule).map(({ code }) => code);
}

function numbered(examples: readonly string[]): [number, string][] {
  return examples.map((yaml, index) => [index + 1, yaml]);
}

describe.each(RULES.map((rule) => [rule.code, rule] as const))('%s', (code, rule) => {
  test.each(numbered(rule.triggers))('is reported for its example %i', (_number, yaml) => {
    expect(codesOf(yaml, rule)).toContain(code);
  });

  test.each(numbered(rule.nearMisses))('is not reported for its near miss %i', (_number, yaml) => {
    const codes = codesOf(yaml, rule);
    expect(codes).not.toContain(code);
    // an example that the schema refuses would prove nothing
    expect(codes.filter((found) => ['S01', 'S03', 'S05'].includes(found))).toEqual([]);
  });

  test('has a page that is up to date', () => {
    expect(readFileSync(join(ROOT, 'docs/diagnostics', `${code}.md`), 'utf8')).toBe(documentRule(rule));
  });

  test('speaks in the common style', () => {
    for (const { message, help } of foundIn(rule.triggers[0], rule).filter((found) => found.code === code)) {
      expect(message).toMatch(/^[^A-Z]/);
      expect(message).not.toMatch(/[.\n]$|\n/);
      expect(help).toMatch(/^[^A-Z\n]/);
      expect(help).not.toMatch(/[.\n]$|\n/);
    }
  });
});

test('codes are unique and in order', () => {
  const codes = RULES.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].sort());
});

test('every page belongs to a rule', () => {
  const pages = readdirSync(join(ROOT, 'docs/diagnostics')).filter((file) => file !== 'README.md').map((file) => file.replace('.md', ''));
  expect(pages.sort()).toEqual(RULES.map(({ code }) => code).sort());
});
