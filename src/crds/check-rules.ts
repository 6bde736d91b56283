import { CelInput, isCelError } from '@bufbuild/cel';
import { FieldPath } from '../manifest';
import { CelValues } from './cel/cel-value-of';
import { NONE } from './cel/functions/optionals';
import { iterations } from './cel/iteration-budget';
import { CompiledRule, CompiledSchema } from './compiled-schema';
import { Finding } from './finding';

/** Characters of a rule that are shown in a help line. */
const MAX_SHOWN = 300;

/**
 * Evaluates the rules of a schema for a new object, with its defaults filled in and of the right structure, as the API server does: a rule
 * that fails to come to a result refuses the object too.
 */
export function checkRules(schema: CompiledSchema, value: unknown): Finding[] {
  const findings: Finding[] = [];
  const values = new CelValues();
  iterations.refill();
  visit(schema, value, []);
  return findings;

  function visit(at: CompiledSchema, part: unknown, path: FieldPath): void {
    if (!at.hasRules || part === null || part === undefined || iterations.isSpent) return;
    if (at.rules.length > 0) {
      const self = values.of(at, part);
      for (const rule of at.rules) {
        const message = brokenBy(rule, self);
        if (message === undefined) continue;
        findings.push({ code: 'S02', path: [...path, ...rule.at], of: 'value', message, help: `the CRD asks for \`${shorten(rule.rule)}\`` });
        if (iterations.isSpent) return;
      }
    }
    if (Array.isArray(part)) {
      if (at.items) part.forEach((item, index) => visit(at.items!, item, [...path, index]));
    } else if (typeof part === 'object') {
      for (const [name, member] of Object.entries(part)) {
        const below = at.properties.get(name) ?? at.additional;
        if (below) visit(below, member, [...path, name]);
      }
    }
  }
}

/** The API server's message; undefined where the rule holds. */
function brokenBy({ program, message, makeMessage }: CompiledRule, self: CelInput): string | undefined {
  const variables = { self, oldSelf: NONE };
  const result = program.run(variables);
  if (result === true) return undefined;
  if (isCelError(result)) return iterations.isSpent ? result.message : `${inWordsOfApiServer(result.message)} evaluating rule: ${message}`;
  const made = makeMessage?.run(variables);
  const text = typeof made === 'string' ? made.trim() : '';
  return text !== '' && !text.includes('\n') ? text : message;
}

/** The evaluator's own words for what goes wrong most, and those of the API server. */
const REWORDED: readonly (readonly [evaluator: RegExp, apiServer: string])[] = [
  [/^field not found: (.*)$/s, 'no such key: $1'],
  [/^index (-?\d+) out of bounds.*$/s, 'index out of bounds: $1'],
  [/^int divide by zero$/, 'division by zero'],
  [/^found no matching overload for '(.*?)' .*$/s, 'no such overload: $1'],
];

function inWordsOfApiServer(message: string): string {
  return REWORDED.reduce((text, [evaluator, apiServer]) => text.replace(evaluator, apiServer), message);
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN)}…` : line;
}
