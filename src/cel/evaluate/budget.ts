import { CelError } from '../values/cel-error';

/**
 * Steps that one evaluation may take: about a step for a node of a loop's body, an element or 32 characters that an operation
 * looks at; a step takes some 100 nanoseconds at most. agentgateway has no such limit; no rule of any use comes near it.
 */
const STEPS = 2_000_000;

/** Characters for a step. */
const CHARACTERS = 32;

// evaluation is synchronous and never nested, so that one counter serves all
let remaining = 0;

/** Begins an evaluation. */
export function refillBudget(steps = STEPS): void {
  remaining = steps;
}

/** Takes steps off the budget. Called before the work, so that what does not fit is never begun. */
export function spend(steps: number): void {
  remaining -= steps;
  if (remaining < 0) throw new CelError('BudgetExceeded', 'the expression takes too long');
}

/** Takes off what it costs to search a text for another, which in the worst case looks at every character for every character. */
export function spendOnSearch(text: string, part: string): void {
  spend(Math.ceil((text.length * (part.length + 16)) / 256));
}

/** Takes off what it costs to look at, or to make, so many characters or bytes. */
export function spendOnText(length: number): void {
  if (length >= CHARACTERS) spend(Math.ceil(length / CHARACTERS));
}
