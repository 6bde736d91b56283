import type { CelAst } from '../ast';
import { Checker, Context, protects, textOf } from './checker';
import { keyOf, pathOf } from './facts';

/**
 * Reports a read in a deny rule that fails when something is missing: the failure means that nothing is denied.
 * Where the rule asks for a value that the missing thing does not have (`==`), that is what its author will expect.
 */
export function reportMayBeMissing(checker: Checker, node: CelAst, context: Context): void {
  if (checker.action !== 'Deny' || !protects(checker) || context.errorsCaught) {
    return;
  }
  const text = textOf(checker, node);
  const asksForValue = isTest(context.condition) && context.polarity !== false;
  const identity = pathOf(node)?.[0] === 'mcp';
  if (asksForValue && identity) {
    return;
  }
  const guard = absenceTest(checker, node, context);
  const condition = textOf(checker, context.condition);
  checker.drafts.push({
    code: 'A03',
    severity: asksForValue ? 'info' : 'warning',
    security: !asksForValue,
    range: node.range,
    message: asksForValue
      ? `a request without \`${text}\` is not denied, because the rule fails for it`
      : `without \`${text}\` this deny fails, and what should be denied is let through`,
    help: guard
      ? `if it must be there, write \`${guard} || ${condition}\`; or turn the rule round into a Require`
      : 'turn the rule round into a Require, which refuses what it cannot evaluate',
    ...(guard && !asksForValue
      ? { edit: { range: context.condition.range, text: isWhole(checker, context.condition) ? `${guard} || ${condition}` : `(${guard} || ${condition})` } }
      : {}),
  });
}

function isWhole(checker: Checker, node: CelAst): boolean {
  return checker.source.trim().length === node.range[1] - node.range[0];
}

/** Whether the condition is true only for values that it names. */
function isTest(node: CelAst): boolean {
  return (node.kind === 'binary' && (node.operator === '==' || node.operator === 'in'))
    || (node.kind === 'methodCall' && ['startsWith', 'endsWith', 'matches', 'contains'].includes(node.name))
    || (node.kind === 'macro' && (node.macro === 'exists' || node.macro === 'exists_one' || node.macro === 'existsOne'));
}

/** The test that is true when a part of the way is missing, without failing itself. */
function absenceTest(checker: Checker, node: CelAst, context: Context): string | undefined {
  const tests: string[] = [];
  let at = node;
  while (at.kind === 'select' || at.kind === 'index') {
    const operand = textOf(checker, at.operand);
    if (context.facts.present.has(keyOf(at))) {
      break;
    }
    if (at.kind === 'index') {
      // an index has no `has()`, and `in` fails on null: only headers are never null
      if (!pathOf(at)?.includes('headers')) {
        return undefined;
      }
      tests.unshift(`!(${textOf(checker, at.index)} in ${operand})`);
    } else if (at.operand.kind !== 'identifier' || context.variables.has(at.operand.name) || canBeMissing(at)) {
      tests.unshift(`!has(${operand}.${at.field})`);
    }
    at = at.operand;
  }
  return tests.length > 0 ? tests.join(' || ') : undefined;
}

function canBeMissing(node: CelAst & { kind: 'select' }): boolean {
  return !(node.operand.kind === 'identifier' && node.operand.name === 'request' && node.field === 'headers');
}
