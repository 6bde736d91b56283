import { oncePer } from './once-per';
import { childrenOf, type CelAst } from '../../cel';

/** An expression and all its parts. */
export const descendantsOf = oncePer((node: CelAst): readonly CelAst[] => {
  const parts: CelAst[] = [];
  collect(node, parts);
  return parts;
});

function collect(node: CelAst, parts: CelAst[]): void {
  parts.push(node);
  childrenOf(node).forEach((child) => collect(child, parts));
}
