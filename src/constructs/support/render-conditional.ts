import { ClaimRule } from '../claim-rule';
import { checkSize } from './check-props';
import { UsageError } from './usage-error';

/** A policy for requests that meet a condition. */
export interface Conditional<T> {
  readonly condition?: ClaimRule;
  readonly policy: T;
}

/** How a block with conditions is rendered. */
export interface ConditionalBlock<T> {
  /** The prop of the user, with `conditional` before the name of the field. */
  readonly prop: string;
  readonly entries: readonly Conditional<T>[] | undefined;
  /** What the user gave for the same field without conditions. */
  readonly direct: unknown;
  readonly render: (policy: T, prop: string) => object;
}

/** A block of a policy with entries for conditions, of which the first that holds counts; undefined where none is given. */
export function renderConditional<T>({ prop, entries, direct, render }: ConditionalBlock<T>): object | undefined {
  if (entries === undefined) return undefined;
  if (direct !== undefined) {
    const plain = prop.charAt('conditional'.length).toLowerCase() + prop.slice('conditional'.length + 1);
    throw new UsageError(`\`${plain}\` and \`${prop}\` are both given`, `make \`${plain}\` the last entry of \`${prop}\`, without a condition`);
  }
  checkSize(prop, entries, 16);
  const early = entries.findIndex(({ condition }, index) => condition === undefined && index < entries.length - 1);
  if (early >= 0) throw new UsageError(`\`${prop}[${early}]\` has no condition, so what follows it is never reached`, 'put it last, and keep one such entry');
  return {
    conditional: entries.map(({ condition, policy }, index) => ({ condition: condition?.expression, policy: render(policy, `${prop}[${index}].policy`) })),
  };
}
