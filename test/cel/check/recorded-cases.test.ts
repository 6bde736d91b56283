import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CelPlace, checkExpression } from '../../../src/cel';

interface Recorded {
  readonly id: string;
  readonly expr: string;
  readonly context?: string;
  readonly allow: boolean;
}

const { cases } = JSON.parse(readFileSync(join(__dirname, '..', 'conformance', 'cel-cases.json'), 'utf8')) as { cases: readonly Recorded[] };

/** The recorded contexts have what their place has, and `source` only where an expression asks for it. */
const placeOf = (context: string | undefined): CelPlace => (['log', 'resp', 'misc'].includes(context ?? '') ? 'accessLog' : 'mcpAuthorization');

test('nothing that agentgateway found true is called dead', () => {
  const allowed = cases.filter(({ allow, expr }) => allow && expr !== 'source == null');
  const wrong = allowed.filter(({ expr, context }) => checkExpression(expr, { place: placeOf(context), targetVersion: '1.4' })
    .some(({ severity, code }) => severity === 'error' && !['A05', 'A23', 'A24', 'A27'].includes(code)));
  expect(allowed.length).toBeGreaterThan(200);
  expect(wrong.map(({ id, expr }) => `${id}: ${expr}`)).toEqual([]);
});

test('what agentgateway does not load is a syntax error', () => {
  const refused = cases.filter((entry) => (entry as { error?: { stage: string } }).error?.stage === 'load');
  const accepted = refused.filter(({ expr }) => checkExpression(expr, { place: 'accessLog', targetVersion: '1.4' })[0]?.code !== 'A04');
  expect(accepted.map(({ id, expr }) => `${id}: ${expr}`)).toEqual([]);
});

test('a name that agentgateway does not know is reported', () => {
  const unknown = cases.filter((entry) => (entry as { error?: { kind?: string } }).error?.kind === 'UndeclaredReference');
  const unreported = unknown.filter(({ expr }) => !checkExpression(expr, { place: 'accessLog', targetVersion: '1.4' })
    .some(({ code, severity }) => severity === 'error' && ['A04', 'A05', 'A26'].includes(code)));
  expect(unknown.length).toBeGreaterThan(20);
  expect(unreported.map(({ id, expr }) => `${id}: ${expr}`)).toEqual([]);
});
