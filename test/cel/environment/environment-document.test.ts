import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentDocument } from '../../../src/cel/environment/environment-document';

test('docs/expression-environment.md is what the tables say', () => {
  const written = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'expression-environment.md'), 'utf8');
  // if not: npx tsx scripts/generate-expression-environment.ts
  expect(written).toBe(environmentDocument());
});
