import { refillBudget } from './budget';
import type { Code, Evaluate, Frame } from './code';
import { CelValue } from '../values';

/** Steps for computing a constant part; what takes more is left to the evaluation and its budget. */
const FOLDING_STEPS = 10_000;

const NO_FRAME: Frame = { activation: {}, locals: [] };

export function constant(value: CelValue, isLiteral = false): Code {
  return { run: () => value, constant: { value, isLiteral }, size: 1 };
}

export function code(run: Evaluate, parts: readonly Code[]): Code {
  return { run, size: parts.reduce((size, part) => size + part.size, 1) };
}

/** As `code`, computed now where all parts are constant and it does not fail. */
export function folded(run: Evaluate, parts: readonly Code[]): Code {
  if (parts.every((part) => part.constant)) {
    refillBudget(FOLDING_STEPS);
    try {
      return constant(run(NO_FRAME));
    } catch {
      // it fails in each evaluation then, where the error has its place
    }
  }
  return code(run, parts);
}
