import { childrenOf } from './children-of';
import type { CelAst } from '../../cel';

/** An expression and all its parts. */
export function descendantsOf(node: CelAst): readonly CelAst[] {
  return [node, ...childrenOf(node).flatMap(descendantsOf)];
}
