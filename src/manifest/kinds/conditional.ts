import { CelExpression } from './building-blocks';
import { list, object, since, type Fields, type NoFields, type ObjectOf } from '../schema/field-schema';
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
export function conditionalBlock<P extends Fields>(fields: P, rules: ConditionalRules<ObjectOf<NoFields, P>>) {
  const names = Object.keys(fields);
  const conditionalStandsAlone: Rule<Record<string, unknown>> = {
    message: 'conditional cannot be set with any other field',
    help: 'move the other fields into the `policy` of an entry',
    holds: (self) => self.conditional === undefined || names.every((name) => self[name] === undefined),
  };
  const policy = ruled(object({}, fields), ...rules.entry, ...rules.both);
  const conditional = since('1.2', ruled(
    list(object({ policy }, { condition: CelExpression }), { minItems: 1, maxItems: 16 }), unconditionalEntryIsLast,
  ));
  return ruled(
    object({}, { ...fields, conditional }),
    ...rules.direct.map((rule) => direct(rule)), ...rules.both, conditionalStandsAlone,
  );
}
