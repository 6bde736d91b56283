import type { CelMethodCall } from '../ast';
import { Checker, Context, opensWhenTrue, textOf } from './checker';
import { pathOf } from './facts';

/** Reports `jwt.scope.contains("read")`, which a longer scope satisfies too. */
export function reportScopePart(checker: Checker, node: CelMethodCall, context: Context): void {
  const [scope] = node.args;
  if (pathOf(node.receiver)?.join('.') !== 'jwt.scope' || context.variables.has('jwt') || scope.kind !== 'literal' || scope.type !== 'string') {
    return;
  }
  const corrected = `${textOf(checker, scope)} in ${textOf(checker, node.receiver)}.split(" ")`;
  checker.drafts.push({
    code: 'A19',
    severity: 'info',
    security: opensWhenTrue(checker, context),
    range: node.range,
    message: `\`${textOf(checker, node.receiver)}\` is one string with all scopes: ${textOf(checker, scope)} is also in a longer scope`,
    help: `write \`${corrected}\``,
    edit: { range: node.range, text: context.condition === node ? corrected : `(${corrected})` },
  });
}
