import type { CelAst } from '../../cel';
import { childrenOf } from './children-of';

/** An expression and all its parts. */
export function descendantsOf(node: CelAst): readonly CelAst[] {
  return [node, ...childrenOf(node).flatMap(descendantsOf)];
}
