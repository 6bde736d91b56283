import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusedOnPurpose } from './refused-on-purpose';
import {
  Activation, activationFromJson, CelMap, CelSyntaxError, compileExpression, decodeValue, encodeValue, parseJson, TypedValue,
} from '../../../src/cel';

interface RecordedCase {
  readonly id: string;
  readonly expr: string;
  readonly context?: string;
  readonly allow: boolean;
  readonly expected?: TypedValue;
  readonly error?: { readonly stage: 'load' | 'eval'; readonly kind?: string };
}

interface RecordedRules {
  readonly id: string;
  readonly context: string;
  readonly rules: readonly { readonly allow?: string; readonly deny?: string; readonly require?: string }[];
  readonly matched: readonly boolean[];
  readonly allowed: boolean;
}

const text = readFileSync(join(__dirname, 'cel-cases.json'), 'utf8');
const { cases, rulesets } = JSON.parse(text) as { cases: RecordedCase[]; rulesets: RecordedRules[] };
const activations = new Map<string, Activation>();
for (const [name, context] of ((parseJson(text) as CelMap).get('contexts') as CelMap).entries()) {
  activations.set(String(name), activationFromJson(context));
}

function activation(name = 'none'): Activation {
  const found = activations.get(name);
  if (!found) throw new Error(`no context \`${name}\``);
  return found;
}

function outcome({ expr, context }: RecordedCase): unknown {
  try {
    const result = compileExpression(expr, { mode: 'faithful' }).evaluate(activation(context));
    return result.ok ? encodeValue(result.value) : { stage: 'eval', kind: result.error.kind };
  } catch (error) {
    if (error instanceof CelSyntaxError) return { stage: 'load' };
    throw error;
  }
}

/** A rule that does not load never matches on the control-plane path, where the recordings are from. */
function matches(expr: string, context: string): boolean {
  try {
    return compileExpression(expr, { mode: 'faithful' }).matches(activation(context));
  } catch (error) {
    if (error instanceof CelSyntaxError) return false;
    throw error;
  }
}

function allowed(rules: RecordedRules['rules'], matched: readonly boolean[]): boolean {
  if (rules.some(({ deny }, index) => deny !== undefined && matched[index])) return false;
  if (rules.some(({ require }, index) => require !== undefined && !matched[index])) return false;
  const allows = matched.filter((_, index) => rules[index].allow !== undefined);
  return allows.length === 0 || allows.includes(true);
}

const refusedIds = new Set(refusedOnPurpose.map(({ id }) => id));

describe('agentgateway 1.4.1 and the faithful mode agree', () => {
  test.each(cases.filter(({ id }) => !refusedIds.has(id)).map((recorded) => [recorded.id, recorded] as const))('%s', (_, recorded) => {
    const { expected, error } = recorded;
    expect(outcome(recorded)).toEqual(expected ? encodeValue(decodeValue(expected)) : error!.stage === 'load' ? { stage: 'load' } : {
      stage: 'eval', kind: error!.kind,
    });
    if (error?.stage !== 'load') expect(matches(recorded.expr, recorded.context ?? 'none')).toBe(recorded.allow);
  });

  test.each(rulesets.map((ruleset) => [ruleset.id, ruleset] as const))('%s', (_, { rules, context, matched, allowed: expected }) => {
    const results = rules.map(({ allow, deny, require }) => matches(allow ?? deny ?? require ?? '', context));
    expect(results).toEqual(matched);
    expect(allowed(rules, results)).toBe(expected);
  });
});

describe('spellings that are refused on purpose', () => {
  test.each(refusedOnPurpose.map((refused) => [refused.expr, refused] as const))('%s', (_, { id, expr, reason }) => {
    expect(cases.find((recorded) => recorded.id === id)).toMatchObject({ expr });
    expect(reason).not.toBe('');
    expect(() => compileExpression(expr, { mode: 'faithful' })).toThrow(CelSyntaxError);
  });

  test('are at most one in a hundred', () => {
    expect(refusedOnPurpose.length).toBeLessThanOrEqual(cases.length / 100);
  });
});
