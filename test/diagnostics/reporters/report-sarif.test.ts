import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { hostileDiagnostic } from './hostile-diagnostics';
import { diagnose, reportSarif, RULES, type Diagnostic } from '../../../src/diagnostics';
import { readManifests } from '../../../src/manifest';
import { GUIDE_MANIFESTS } from '../../support/guide-manifests';

/** The schema that code scanning services check with. It is of draft 4, of which it uses nothing that later drafts read differently but its name. */
const { $schema: _draft, id: _id, ...schema } = JSON.parse(
  readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')) as Record<string, unknown>;
const ajv = addFormats(new Ajv({ strict: false, allErrors: true, unicodeRegExp: false }));
const isSarif = ajv.compile(schema);

function expectSarif(report: string): void {
  isSarif(JSON.parse(report));
  expect(isSarif.errors ?? []).toEqual([]);
}

test('the schema refuses what is no SARIF', () => {
  expect(isSarif({ version: '2.1.0', runs: [{ tool: {}, results: [] }] })).toBe(false);
});

test('an empty report is SARIF 2.1.0', () => {
  expectSarif(reportSarif([]));
});

test('the findings in the guide\'s manifests are SARIF 2.1.0', () => {
  const { manifests } = readManifests(GUIDE_MANIFESTS.toolAccess.map((file) => ({ file, text: readFileSync(file, 'utf8') })));
  const report = reportSarif(diagnose(manifests, { targetVersion: '1.4' }));
  expectSarif(report);
  expect(report).toContain('"ruleId": "B27"');
});

test('the findings of every rule are SARIF 2.1.0', () => {
  expectSarif(reportSarif(RULES.flatMap(({ triggers, exampleVersion }) =>
    diagnose(readManifests([{ file: 'example.yaml', text: triggers[0] }]).manifests, { targetVersion: exampleVersion ?? '1.4' }))));
});

test('whatever the texts are, the report is SARIF 2.1.0', () => {
  fc.assert(fc.property(fc.array(hostileDiagnostic, { maxLength: 5 }), (diagnostics) => {
    expectSarif(reportSarif(diagnostics));
  }));
});

test('an acknowledged finding is suppressed with its reason', () => {
  const [result] = (JSON.parse(reportSarif([
    { code: 'J08', severity: 'warning', security: false, message: 'no audience', help: 'set one', acknowledged: 'single tenant' },
  ])) as { runs: { results: { suppressions: unknown }[] }[] }).runs[0].results;
  expect(result.suppressions).toEqual([{ kind: 'inSource', justification: 'single tenant' }]);
});

const FINDING: Diagnostic = { code: 'S03', severity: 'error', security: false, message: 'no YAML', help: 'mend it' };

interface PhysicalLocation {
  readonly artifactLocation: { readonly uri: string };
  readonly region: unknown;
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly Record<string, unknown>[] } };
  readonly results: readonly { readonly locations: readonly { readonly physicalLocation: PhysicalLocation }[] }[];
}

function runOf(...diagnostics: readonly Diagnostic[]): Run {
  const report = reportSarif(diagnostics);
  expectSarif(report);
  return (JSON.parse(report) as { runs: Run[] }).runs[0];
}

test.each(['S01', 'S02', 'S03', 'S04', 'S05', 'C33', ...RULES.map(({ code }) => code)])('%s is described', (code) => {
  expect(runOf({ ...FINDING, code }).tool.driver.rules).toEqual([expect.objectContaining({
    id: code,
    shortDescription: { text: expect.stringMatching(/\S/) },
    fullDescription: { text: expect.stringMatching(/\S/) },
    help: { text: expect.stringMatching(/\S/) },
  })]);
});

test.each([
  ['dist/a b#1?.yaml', 'dist/a%20b%231%3F.yaml'],
  ['../a:b.yaml', '../a%3Ab.yaml'],
  ['/tmp/ä b/100%.yaml', 'file:///tmp/%C3%A4%20b/100%25.yaml'],
  ['a\\b.yaml', 'a%5Cb.yaml'],
])('the place of `%s` is a valid reference', (file, uri) => {
  const [{ locations: [{ physicalLocation }] }] = runOf({ ...FINDING, source: { file, line: 1, column: 1 } }).results;
  expect(physicalLocation.artifactLocation.uri).toBe(uri);
  expect(decodeURIComponent(new URL(uri, 'file:///project/dist/').pathname)).toBe(resolve('/project/dist', file));
});

test('the part of an expression that is meant is the region', () => {
  const place = { file: 'a.yaml', line: 3, column: 5 };
  const [{ locations: [{ physicalLocation: { region } }] }] = runOf({ ...FINDING, source: place, end: { ...place, column: 9 } }).results;
  expect(region).toEqual({ startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 });
});
