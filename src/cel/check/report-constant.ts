import type { CelAst, CelCall, CelMethodCall } from '../ast';
import { Checker, textOf } from './checker';
import { compileExpression } from '../evaluate/compile-expression';

/** Calls whose failure or result is not in their arguments. */
const notConstant = ['fail', 'random', 'uuid', 'variables'];

/** What people write where a literal is refused, by function. */
const forms: ReadonlyMap<string, string> = new Map([
  ['cidr', 'write an address and a length, as `cidr("10.0.0.0/8")`'],
  ['ip', 'write an address, as `ip("10.0.0.1")`'],
  ['containsIP', 'write an address, as `"10.0.0.1"`'],
  ['duration', 'write hours, minutes, seconds or parts of them, as `duration("24h")`'],
  ['timestamp', 'write date, time and offset, as `timestamp("2030-01-01T00:00:00Z")`'],
]);

/** Reports a call of literals that fails. Returns whether it does. */
export function reportConstant(checker: Checker, node: CelCall | CelMethodCall): boolean {
  if (!isConstant(node)) {
    return false;
  }
  const result = compileExpression(node, { mode: 'faithful' }).evaluate({});
  if (result.ok || result.error.kind === 'BudgetExceeded') {
    return false;
  }
  checker.drafts.push({
    code: 'A30',
    severity: 'kills',
    security: false,
    range: node.range,
    message: `\`${textOf(checker, node)}\` always fails: ${lowerFirst(result.error.message)}`,
    help: forms.get(node.name) ?? 'write a literal that the function takes',
  });
  return true;
}

function isConstant(node: CelAst): boolean {
  switch (node.kind) {
    case 'literal': return true;
    case 'call': return !notConstant.includes(node.name) && node.args.every(isConstant);
    case 'methodCall': return !notConstant.includes(node.name) && [node.receiver, ...node.args].every(isConstant);
    default: return false;
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
