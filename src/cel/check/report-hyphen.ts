import type { CelBinary } from '../ast';
import { Checker, Context, protects, textOf } from './checker';

/** Reports `request.headers.x-team`, which is read as the difference of `request.headers.x` and `team`. Returns whether it was that. */
export function reportHyphen(checker: Checker, node: CelBinary, context: Context): boolean {
  const { left, right } = node;
  if (node.operator !== '-' || left.kind !== 'select' || right.kind !== 'identifier' || context.variables.has(right.name)
    || checker.environment.roots.has(right.name as never)) {
    return false;
  }
  const name = checker.source.slice(left.fieldRange[0], right.range[1]);
  if (!/^\w+-\w+$/.test(name)) {
    return false;
  }
  const meant = `${textOf(checker, left.operand)}[${JSON.stringify(name)}]`;
  checker.drafts.push({
    code: 'A05',
    severity: 'error',
    security: checker.action === 'Deny' && protects(checker),
    range: node.range,
    message: `\`${textOf(checker, node)}\` subtracts a variable \`${right.name}\`, which there is not, from \`${textOf(checker, left)}\``,
    help: `a name with a hyphen is written in brackets: \`${meant}\``,
    edit: { range: node.range, text: meant },
  });
  return true;
}
