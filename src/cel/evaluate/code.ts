import type { Activation } from '../activation/activation';
import { CelValue } from '../values';

/** One evaluation: the variables and the values of names that macros bind, by slot. */
export interface Frame {
  readonly activation: Activation;
  readonly locals: CelValue[];
}

/** Throws a `CelError` where the expression has no value. */
export type Evaluate = (frame: Frame) => CelValue;

/** A compiled part of an expression. */
export interface Code {
  readonly run: Evaluate;
  /** Set where the value is the same in every evaluation. */
  readonly constant?: { readonly value: CelValue; /** Whether it was written as one literal. */ readonly isLiteral: boolean };
  /** How many nodes of the tree it stands for: the price of running it once in a loop. */
  readonly size: number;
}

/** strict: `startsWith`, `endsWith` and `matches` on something that is no string are errors; faithful: they answer as agentgateway does. */
export type EvaluationMode = 'faithful' | 'strict';
