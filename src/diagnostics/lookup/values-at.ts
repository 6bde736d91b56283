import { eachMatch, PatternTree, patternTree } from './pattern-tree';
import { FieldPath } from '../../manifest';

/** A value and where in the object it is. */
export interface PlacedValue {
  readonly field: FieldPath;
  readonly value: unknown;
}

const trees = new Map<string, PatternTree<true>>();

/** The values of an object that a pattern reaches (`patternTree` tells how patterns are written). */
export function valuesAt(value: unknown, pattern: string): readonly PlacedValue[] {
  let tree = trees.get(pattern);
  if (!tree) {
    tree = patternTree([[pattern, true]]);
    trees.set(pattern, tree);
  }
  const found: PlacedValue[] = [];
  eachMatch(value, tree, (field, at) => found.push({ field, value: at }));
  return found;
}
