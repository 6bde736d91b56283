import type { TProperties } from '@sinclair/typebox';
import { CelExpression } from './building-blocks';
import { list, object, since } from '../schema/field-schema';
import { ruled, type Rule } from '../schema/rule';

/** A rule for a block that is written directly; it says nothing where the block is conditional. */
function direct<T extends object>(rule: Rule<T>): Rule<T & { conditional?: unknown }> {
  return { ...rule, holds: (self) => self.conditional !== undefined || rule.holds(self) };
}

/** Rules of a block that can be written directly or as conditional entries. */
export interface ConditionalRules<T> {
  /** For what is written directly. */
  readonly direct: readonly Rule<T>[];
  /** For the policy of each entry. */
  readonly entry: readonly Rule<T>[];
  /** For both. */
  readonly both: readonly Rule<T>[];
}

type Entries = { condition?: string }[];

const unconditionalEntryIsLast: Rule<Entries> = {
  message: 'conditional entries without condition must be last',
  help: 'move the entry without `condition` to the end, and keep one such entry',
  holds: (entries) => entries.slice(0, -1).every(({ condition }) => condition !== undefined),
};

/** A block whose fields are written directly, or once for each condition (agentgateway 1.2 and later). */
export function conditionalBlock<P extends TProperties>(fields: P, rules: ConditionalRules<never>) {
  const names = Object.keys(fields);
  const conditionalStandsAlone: Rule<{ conditional?: unknown }> = {
    message: 'conditional cannot be set with any other field',
    help: 'move the other fields into the `policy` of an entry',
    holds: (self) => self.conditional === undefined || names.every((name) => (self as Record<string, unknown>)[name] === undefined),
  };
  const policy = ruled(object({}, fields), ...[...rules.entry, ...rules.both] as Rule<object>[] as never[]);
  return ruled(
    object({}, {
      ...fields,
      conditional: since('1.2', ruled(list(object({ policy }, { condition: CelExpression }), { minItems: 1, maxItems: 16 }), unconditionalEntryIsLast as never)),
    }),
    ...[...rules.direct.map((rule) => direct(rule as Rule<object>)), ...rules.both, conditionalStandsAlone] as never[],
  );
}
