import { eachMatch, PatternTree, patternTree } from './pattern-tree';
import { FieldPath } from '../../manifest';

/** A value and where in the object it is. */
export interface PlacedValue {
  readonly field: FieldPath;
  readonly value: unknown;
}

const trees = new Map<string | readonly string[], PatternTree<true>>();

/** The values of an object that a pattern reaches, or one of a list that stays the same (`patternTree` tells how patterns are written). */
export function valuesAt(value: unknown, patterns: string | readonly string[]): readonly PlacedValue[] {
  let tree = trees.get(patterns);
  if (!tree) {
    tree = patternTree((typeof patterns === 'string' ? [patterns] : patterns).map((pattern) => [pattern, true]));
    trees.set(patterns, tree);
  }
  const found: PlacedValue[] = [];
  eachMatch(value, tree, (field, at) => found.push({ field, value: at }));
  return found;
}
