import type { CelAst, SourceRange } from '../ast';
import { CelFinding } from './cel-finding';
import type { Facts } from './facts';
import type { Environment } from '../environment/environment';
import type { CelPlace } from '../environment/place';
import type { Type } from '../environment/type';

/** What a rule does when its expression is true. */
export type RuleAction = 'Allow' | 'Deny' | 'Require';

/** A finding whose weight is known only at the end. */
export interface Draft extends Omit<CelFinding, 'severity' | 'replacement'> {
  /** `kills`: this part never succeeds or is never true; an error if the whole rule is dead for it, else a warning. */
  readonly severity: CelFinding['severity'] | 'kills';
  /** Text to put in place of a part of the expression. */
  readonly edit?: { readonly range: SourceRange; readonly text: string };
}

/** What is checked, with what, and what was found. */
export interface Checker {
  readonly source: string;
  readonly place: CelPlace;
  readonly environment: Environment;
  readonly action: RuleAction | undefined;
  readonly claims: ReadonlyMap<string, Type>;
  /** Functions that the user's gateway defines; nothing is known of them. */
  readonly functions: ReadonlySet<string>;
  readonly drafts: Draft[];
  /** The type of a part of the expression; what it finds on the way goes to `drafts`. */
  infer(node: CelAst, context: Context): Type;
}

/** What is known at a point of the expression. */
export interface Context {
  readonly facts: Facts;
  /** Variables of the macros around, innermost last. */
  readonly variables: ReadonlyMap<string, Type>;
  /** `true`: the rule is true when this is true; `false`: when this is false; unset: neither. */
  readonly polarity: boolean | undefined;
  /** The smallest part around that stands alone in a chain of conditions: a guard can be written before it. */
  readonly condition: CelAst;
  /** Inside the body of a macro or of `with`, `mapValues`, `filterKeys`. */
  readonly inBody: boolean;
  /** An error here is caught, by `default()` or `coalesce()`. */
  readonly errorsCaught: boolean;
  /** What is done with the value makes sense for a string only: a header that is a list spoils it. */
  readonly expectsString: boolean;
}

/** The text of a part of the expression. */
export function textOf(checker: Checker, node: { readonly range: SourceRange }): string {
  return checker.source.slice(...node.range);
}

/** Whether protection is at stake where the expression stands. */
export function protects(checker: Checker): boolean {
  return ['networkAuthorization', 'httpAuthorization', 'mcpAuthorization', 'condition', 'rateLimitDescriptor', 'rateLimitCost'].includes(checker.place);
}

/** Whether the rule lets more through when the part of it is true although it should be false. */
export function opensWhenTrue(checker: Checker, context: Context): boolean {
  return protects(checker) && (context.polarity === undefined || context.polarity === (checker.action !== 'Deny'));
}

/** Whether the rule lets more through when the part of it is false although it should be true. */
export function opensWhenFalse(checker: Checker, context: Context): boolean {
  return protects(checker) && (context.polarity === undefined || context.polarity === (checker.action === 'Deny'));
}

/** The edit that puts a guard before a part, in parentheses unless the part is a condition of its own. */
export function guarded(checker: Checker, context: Context, node: CelAst, guard: string): Draft['edit'] {
  const text = `${guard} && ${textOf(checker, node)}`;
  return { range: node.range, text: context.condition === node ? text : `(${text})` };
}

/** The context of the operands of something that is no condition. */
export function operandContext(context: Context, expectsString = false): Context {
  if (context.polarity === undefined && context.expectsString === expectsString) {
    return context;
  }
  // made for every part of every expression, and a literal is made faster than a copy
  const { facts, variables, condition, inBody, errorsCaught } = context;
  return { facts, variables, polarity: undefined, condition, inBody, errorsCaught, expectsString };
}
