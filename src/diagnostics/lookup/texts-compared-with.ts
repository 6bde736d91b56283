import { celPath } from './cel-path';
import { descendantsOf } from './descendants-of';
import type { CelAst } from '../../cel';

/** A text that something is compared with, and where it stands in the expression. */
export interface ComparedText {
  readonly text: string;
  readonly range: readonly [start: number, end: number];
}

/** The texts that an expression compares a variable's field with: `path == "…"`, and `path in ["…"]`. */
export function textsComparedWith(expression: CelAst, path: string): readonly ComparedText[] {
  const isPath = (node: CelAst): boolean => celPath(node)?.join('.') === path;
  return descendantsOf(expression).flatMap((node) => {
    if (node.kind !== 'binary' || !['==', '!=', 'in'].includes(node.operator)) {
      return [];
    }
    const other = isPath(node.left) ? node.right : node.operator !== 'in' && isPath(node.right) ? node.left : undefined;
    const values = other?.kind === 'list' && node.operator === 'in' ? other.elements : other ? [other] : [];
    return values.flatMap((value): ComparedText[] => value.kind === 'literal' && value.type === 'string' ? [{ text: value.value, range: value.range }] : []);
  });
}
