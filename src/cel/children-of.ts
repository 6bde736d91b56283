import type { CelAst } from './ast';

/** The parts that an expression is made of, in the order of the text. */
export function childrenOf(node: CelAst): readonly CelAst[] {
  switch (node.kind) {
    case 'literal':
    case 'identifier': return [];
    case 'select':
    case 'has':
    case 'unary': return [node.operand];
    case 'index': return [node.operand, node.index];
    case 'call': return node.args;
    case 'methodCall': return [node.receiver, ...node.args];
    case 'macro': return [node.receiver, ...(node.filter ? [node.filter] : []), node.body];
    case 'binary': return [node.left, node.right];
    case 'logical': return node.operands;
    case 'conditional': return [node.condition, node.then, node.otherwise];
    case 'list': return node.elements;
    case 'map': return node.entries.flatMap(({ key, value }) => [key, value]);
  }
}
