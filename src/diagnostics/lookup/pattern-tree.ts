import { FieldPath } from '../../manifest';

/**
 * Patterns of fields, sharing what they have in common, so that an object is walked once for all of them. A pattern is names joined by dots,
 * with `[]` for every item of a list and `*` for every value of a map, as in `rules[].filters[].type`.
 */
export interface PatternTree<T> {
  readonly next: ReadonlyMap<string, PatternTree<T>>;
  /** The name that all patterns go on with, where there is one and the same. */
  readonly onlyName: string | undefined;
  /** What the patterns that end here stand for. */
  readonly tags: readonly T[];
}

interface Growing<T> extends PatternTree<T> {
  readonly next: Map<string, Growing<T>>;
  onlyName: string | undefined;
  readonly tags: T[];
}

export function patternTree<T>(patterns: readonly (readonly [pattern: string, tag: T])[]): PatternTree<T> {
  const root = leaf<T>();
  for (const [pattern, tag] of patterns) {
    let node = root;
    for (const step of pattern.replaceAll('[]', '.[]').split('.')) {
      const child = node.next.get(step) ?? leaf<T>();
      node.next.set(step, child);
      node.onlyName = node.next.size === 1 && step !== '[]' && step !== '*' ? step : undefined;
      node = child;
    }
    node.tags.push(tag);
  }
  return root;
}

function leaf<T>(): Growing<T> {
  return { next: new Map(), onlyName: undefined, tags: [] };
}

/** Calls for every value that a pattern reaches. What is absent, or of another form than the pattern asks for, is passed over. */
export function eachMatch<T>(value: unknown, tree: PatternTree<T>, found: Found<T>): void {
  walk(value, tree, [], found);
}

type Found<T> = (field: FieldPath, value: unknown, tag: T) => void;

function walk<T>(value: unknown, tree: PatternTree<T>, field: (string | number)[], found: Found<T>): void {
  for (const tag of tree.tags) {
    found([...field], value, tag);
  }
  if (tree.next.size === 0 || typeof value !== 'object' || value === null) {
    return;
  }
  if (Array.isArray(value)) {
    const node = tree.next.get('[]');
    if (node) {
      value.forEach((item: unknown, index) => descend(index, item, node, field, found));
    }
    return;
  }
  if (tree.onlyName !== undefined) {
    if (Object.hasOwn(value, tree.onlyName)) {
      descend(tree.onlyName, (value as Record<string, unknown>)[tree.onlyName], tree.next.get(tree.onlyName), field, found);
    }
    return;
  }
  const any = tree.next.get('*');
  // the object is smaller than the tree: most fields of a policy are not set
  for (const name of Object.keys(value)) {
    const child = (value as Record<string, unknown>)[name];
    if (name !== '[]' && name !== '*') {
      descend(name, child, tree.next.get(name), field, found);
    }
    descend(name, child, any, field, found);
  }
}

function descend<T>(name: string | number, child: unknown, node: PatternTree<T> | undefined, field: (string | number)[], found: Found<T>): void {
  if (node && child !== undefined) {
    field.push(name);
    walk(child, node, field, found);
    field.pop();
  }
}
