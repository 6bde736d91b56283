import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { hostileDiagnostic } from './hostile-diagnostics';
import { diagnose, reportSarif, RULES } from '../../../src/diagnostics';
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
