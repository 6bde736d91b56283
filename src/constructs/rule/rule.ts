import { Cel } from './cel';
import { McpNames } from './mcp-names';

/**
 * What a claim rule says, with three possible answers: yes, no, and "cannot be told", which is the answer to a claim that is missing or
 * has another type than the one that is asked for. A rule renders to an expression that is true exactly for yes; its negation
 * to one that is true exactly for no.
 */
export type Rule = Condition | Expression | Combination | Negation;

/** A single question. */
export interface Condition {
  readonly kind: 'condition';
  /** True exactly where the answer is yes; false or an error elsewhere. */
  readonly holds: Cel;
  /** True exactly where the answer is no; false or an error elsewhere. */
  readonly fails: Cel;
  /** The condition as part of a sentence, and its negation. */
  readonly says: string;
  readonly saysNot: string;
  /** The tools, prompts, resources or targets that the condition is about, which only MCP authorization knows. */
  readonly mcp?: McpNames;
}

/** A text of the user in the expression language. Where it fails, the answer is that it cannot be told. */
export interface Expression {
  readonly kind: 'expression';
  readonly source: string;
}

/** All or any of several rules; there is at least one. */
export interface Combination {
  readonly kind: 'all' | 'any';
  readonly rules: readonly Rule[];
}

/** The opposite of a rule. */
export interface Negation {
  readonly kind: 'not';
  readonly rule: Rule;
}
