import { LabelExpression } from '../label-expression';
import { UsageError } from './usage-error';

/**
 * A label selector; undefined where nothing is said.
 *
 * @param prop where the user gave the labels
 */
export function renderSelector(prop: string, labels?: Record<string, string>, expressions?: readonly LabelExpression[]): object | undefined {
  if (labels === undefined && expressions === undefined) return undefined;
  const count = Object.keys(labels ?? {}).length + (expressions ?? []).length;
  if (count === 0) throw new UsageError(`\`${prop}\` has no label, so it would select everything`, `give a label, or leave \`${prop}\` out`);
  return { matchLabels: labels && { ...labels }, matchExpressions: expressions?.map((expression) => expression._render()) };
}
