import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { agentgatewayCounts, agentgatewayMessageCount, conformancePage, messageFiles } from './conformance-page';
import { countOfficialVectors, passes } from './official-vectors';

const counts = new Map(countOfficialVectors().map(({ file, passed }) => [file, passed]));

test.each(Object.entries(agentgatewayCounts))('of the official vectors of %s at least as many pass as in agentgateway', (file, count) => {
  expect(counts.get(file)).toBeGreaterThanOrEqual(count);
});

test('of the vectors about messages at least as many pass as in agentgateway', () => {
  expect(messageFiles.reduce((total, file) => total + counts.get(file)!, 0)).toBeGreaterThanOrEqual(agentgatewayMessageCount);
});

test('every file of vectors has a count to compare with', () => {
  expect([...counts.keys()].filter((file) => !messageFiles.includes(file)).sort()).toEqual(Object.keys(agentgatewayCounts).sort());
});

test('docs/cel-conformance.md is up to date', () => {
  expect(readFileSync(join(__dirname, '..', '..', '..', 'docs', 'cel-conformance.md'), 'utf8')).toBe(conformancePage());
});

test('a vector with another answer does not pass', () => {
  expect(passes({ name: 'a', expr: '1 + 1', value: { int64Value: '3' } })).toBe(false);
  expect(passes({ name: 'a', expr: '1 + 1', value: { uint64Value: '2' } })).toBe(false);
  expect(passes({ name: 'a', expr: '1 / 0', value: { int64Value: '0' } })).toBe(false);
  expect(passes({ name: 'a', expr: '1', evalError: {} })).toBe(false);
});
