import { childrenOf } from './children-of';
import type { CelAst } from '../../cel';

const known = new WeakMap<CelAst, readonly CelAst[]>();

/** An expression and all its parts. */
export function descendantsOf(node: CelAst): readonly CelAst[] {
  let found = known.get(node);
  if (!found) {
    const parts: CelAst[] = [];
    collect(node, parts);
    found = parts;
    known.set(node, found);
  }
  return found;
}

function collect(node: CelAst, parts: CelAst[]): void {
  parts.push(node);
  childrenOf(node).forEach((child) => collect(child, parts));
}
