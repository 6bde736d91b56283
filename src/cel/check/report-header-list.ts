import type { CelIndex, CelSelect } from '../ast';
import { Checker, Context, protects, textOf } from './checker';
import { pathOf } from './facts';
import { alwaysHasKind, canHaveKind, Type } from '../environment/type';

/** Reports a header that is compared as a string, although a client that sends it twice makes it a list. */
export function reportHeaderList(checker: Checker, node: CelSelect | CelIndex, type: Type, context: Context): void {
  const path = pathOf(node.operand);
  if (!context.expectsString || path?.at(-1) !== 'headers' || !canHaveKind(type, 'list') || !alwaysHasKind(type, 'string', 'list')) {
    return;
  }
  const operand = textOf(checker, node.operand);
  const access = checker.source.slice(node.operand.range[1], node.range[1]);
  const first = !context.inBody && path.join('.') === 'request.headers' && node.kind === 'select' ? `${operand}[${JSON.stringify(node.field)}]` : undefined;
  const joined = `${operand}.join()${access}`;
  checker.drafts.push({
    code: 'A29',
    severity: 'warning',
    security: checker.action === 'Deny' && protects(checker),
    range: node.range,
    message: `\`${textOf(checker, node)}\` is a list when the header is sent twice, which is equal to no string`,
    help: first ? `write \`${first}\` for the first value, or \`${joined}\` for all of them` : `write \`${joined}\`, which joins all values with commas`,
    edit: { range: node.range, text: first ?? joined },
  });
}
