import type { CelAst } from '../../cel';

/** The names that lead to what an expression reads, as `['jwt', 'sub']` of `jwt.sub` and `jwt["sub"]`; `undefined` where they are not all written out. */
export function celPath(node: CelAst): readonly string[] | undefined {
  switch (node.kind) {
    case 'identifier': return [node.name];
    case 'select': return extended(node.operand, node.field);
    case 'index': return node.index.kind === 'literal' && node.index.type === 'string' ? extended(node.operand, node.index.value) : undefined;
    default: return undefined;
  }
}

function extended(operand: CelAst, name: string): readonly string[] | undefined {
  const path = celPath(operand);
  return path && [...path, name];
}
