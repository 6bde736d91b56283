import { FieldPath } from '../../manifest';

/**
 * Patterns of fields, sharing what they have in common, so that an object is walked once for all of them. A pattern is names joined by dots,
 * with `[]` for every item of a list and `*` for every value of a map, as in `rules[].filters[].type`.
 */
export interface PatternTree<T> {
  readonly next: ReadonlyMap<string, PatternTree<T>>;
  /** What the patterns that end here stand for. */
  readonly tags: readonly T[];
}

interface Growing<T> extends PatternTree<T> {
  readonly next: Map<string, Growing<T>>;
  readonly tags: T[];
}

export function patternTree<T>(patterns: readonly (readonly [pattern: string, tag: T])[]): PatternTree<T> {
  const root: Growing<T> = { next: new Map(), tags: [] };
  for (const [pattern, tag] of patterns) {
    let node = root;
    for (const step of pattern.replaceAll('[]', '.[]').split('.')) {
      const child = node.next.get(step) ?? { next: new Map(), tags: [] };
      node.next.set(step, child);
      node = child;
    }
    node.tags.push(tag);
  }
  return root;
}

/** Calls for every value that a pattern reaches. What is absent, or of another form than the pattern asks for, is passed over. */
export function eachMatch<T>(value: unknown, tree: PatternTree<T>, found: (field: FieldPath, value: unknown, tag: T) => void): void {
  walk(value, tree, [], found);
}

function walk<T>(value: unknown, tree: PatternTree<T>, field: (string | number)[], found: (field: FieldPath, value: unknown, tag: T) => void): void {
  for (const tag of tree.tags) {
    found([...field], value, tag);
  }
  if (tree.next.size === 0 || typeof value !== 'object' || value === null) {
    return;
  }
  const descend = (name: string | number, child: unknown, node: PatternTree<T> | undefined): void => {
    if (node && child !== undefined) {
      field.push(name);
      walk(child, node, field, found);
      field.pop();
    }
  };
  if (Array.isArray(value)) {
    const node = tree.next.get('[]');
    if (node) {
      value.forEach((item: unknown, index) => descend(index, item, node));
    }
    return;
  }
  const any = tree.next.get('*');
  // the object is smaller than the tree: most fields of a policy are not set
  for (const name of Object.keys(value)) {
    const child = (value as Record<string, unknown>)[name];
    if (name !== '[]' && name !== '*') {
      descend(name, child, tree.next.get(name));
    }
    descend(name, child, any);
  }
}
