import { celPath } from './cel-path';
import { descendantsOf } from './descendants-of';
import { oncePer } from './once-per';
import type { CelAst } from '../../cel';

/** A text that something is compared with, and where it stands in the expression. */
export interface ComparedText {
  readonly text: string;
  readonly range: readonly [start: number, end: number];
}

/** The texts that an expression compares a variable's field with: `path == "…"`, and `path in ["…"]`. */
export function textsComparedWith(expression: CelAst, path: string): readonly ComparedText[] {
  return comparedTexts(expression).get(path) ?? [];
}

/** The texts by the path of what is compared with them. */
const comparedTexts = oncePer((expression: CelAst): ReadonlyMap<string, readonly ComparedText[]> => {
  const found = new Map<string, ComparedText[]>();
  for (const node of descendantsOf(expression)) {
    for (const [variable, values] of comparisonsIn(node)) {
      const texts = values.flatMap((value): ComparedText[] => value.kind === 'literal' && value.type === 'string' ? [{ text: value.value, range: value.range }] : []);
      const path = texts.length > 0 ? celPath(variable)?.join('.') : undefined;
      if (path !== undefined) {
        found.set(path, [...found.get(path) ?? [], ...texts]);
      }
    }
  }
  return found;
});

function comparisonsIn(node: CelAst): readonly (readonly [variable: CelAst, values: readonly CelAst[]])[] {
  if (node.kind !== 'binary') {
    return [];
  }
  switch (node.operator) {
    case '==':
    case '!=': return [[node.left, [node.right]], [node.right, [node.left]]];
    case 'in': return [[node.left, node.right.kind === 'list' ? node.right.elements : [node.right]]];
    default: return [];
  }
}
