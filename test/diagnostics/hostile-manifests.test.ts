import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { diagnose, diagnosticOfProblem, RULES } from '../../src/diagnostics';
import { readManifests, TARGET_VERSIONS } from '../../src/manifest';
import { GUIDE_MANIFESTS } from '../support/guide-manifests';

const GUIDE = GUIDE_MANIFESTS.toolAccess.map((file) => readFileSync(file, 'utf8')).join('\n---\n');
const TEXTS = [GUIDE, ...RULES.map(({ triggers }) => triggers[0])];

/** What stands in the place of a line, or of a value. */
const SCRAPS = ['', '~', '[]', '{}', '- ', 'x', '7', '-1', 'true', '"', '\'', '&a', '*a', '? ', '<<: *a', '__proto__: 1', 'constructor', '\t', '\u0000', '1e999', '---'];

const mutation = fc.record({ at: fc.nat(), what: fc.constantFrom('drop', 'repeat', 'value', 'line', 'cut'), scrap: fc.constantFrom(...SCRAPS) });

function mutate(text: string, { at, what, scrap }: { at: number; what: string; scrap: string }): string {
  const lines = text.split('\n');
  const index = at % lines.length;
  switch (what) {
    case 'drop': lines.splice(index, 1); break;
    case 'repeat': lines.splice(index, 0, lines[index]); break;
    case 'value': lines[index] = lines[index].replace(/:.*$/, `: ${scrap}`); break;
    case 'line': lines[index] = lines[index].replace(/\S.*$/, scrap); break;
    default: lines[index] = lines[index].slice(0, at % (lines[index].length + 1));
  }
  return lines.join('\n');
}

/** Reads and judges a text, and expects every finding to say where it is. */
function judge(text: string, targetVersion: typeof TARGET_VERSIONS[number]): void {
  const { manifests, problems } = readManifests([{ file: 'hostile.yaml', text }]);
  for (const { source, message, help } of [...problems.map(diagnosticOfProblem), ...diagnose(manifests, { targetVersion })]) {
    expect(source?.line).toBeGreaterThan(0);
    expect(message).not.toBe('');
    expect(help).not.toBe('');
  }
}

const version = fc.constantFrom(...TARGET_VERSIONS);

test('no mutation of manifests makes the checks throw', () => {
  fc.assert(fc.property(fc.constantFrom(...TEXTS), fc.array(mutation, { minLength: 1, maxLength: 6 }), version, (text, mutations, targetVersion) => {
    judge(mutations.reduce(mutate, text), targetVersion);
  }), { numRuns: 400 });
});

test('no text that looks like YAML makes the checks throw', () => {
  const line = fc.tuple(fc.nat(4), fc.constantFrom('apiVersion: v1', 'kind: Gateway', 'kind: AgentgatewayPolicy', 'apiVersion: agentgateway.dev/v1alpha1', 'metadata:',
    'name: a', 'spec:', 'traffic:', 'targetRefs:', '- kind: Gateway', ...SCRAPS)).map(([depth, text]) => `${'  '.repeat(depth)}${text}`);
  fc.assert(fc.property(fc.oneof(fc.array(line, { maxLength: 20 }).map((lines) => lines.join('\n')), fc.string({ unit: 'binary' })), version, judge), { numRuns: 300 });
});

test('a null that counts as absent makes no check throw', () => {
  const text = GUIDE.replace(/^( *)- matches:$/m, '$1- matches:\n$&');
  expect(text).not.toBe(GUIDE);
  judge(text, '1.4');
});
