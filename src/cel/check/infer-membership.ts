import type { CelAst, CelBinary } from '../ast';
import { Checker, Context, opensWhenFalse, opensWhenTrue, textOf } from './checker';
import { comparable } from './comparable';
import { keyOf, pathOf } from './facts';
import { alwaysHasKind, bool, boolOf, canHaveKind, json, Type } from '../environment/type';
import { printType } from '../environment/type-text';

/** `member in container`: an element of a list, a key of a map, a part of a string. */
export function inferMembership(checker: Checker, node: CelBinary, member: Type, container: Type, context: Context): Type {
  const lists = container.filter((shape) => shape.kind === 'list');
  const maps = canHaveKind(container, 'map', 'object', 'headers');
  const part = canHaveKind(container, 'string', 'query', 'secret') && canHaveKind(member, 'string', 'query', 'secret');
  if (!maps && !part && lists.length === 0) {
    checker.drafts.push({
      code: 'A26',
      severity: 'kills',
      security: false,
      range: node.range,
      message: `\`${textOf(checker, node)}\` always fails: ${printType(member)} cannot be in ${printType(container)}`,
      help: 'write a list, a map or a string on the right',
    });
    return [];
  }
  if (!maps && !part && lists.every((shape) => shape.kind === 'list' && !comparable(shape.element, member))) {
    checker.drafts.push({
      code: 'A18',
      severity: 'kills',
      security: opensWhenFalse(checker, context),
      range: node.range,
      message: `\`${textOf(checker, node)}\` is always false: the elements are never equal to ${printType(member)}`,
      help: 'compare values of the same type',
    });
    return boolOf(false);
  }
  if (part) {
    reportSubstring(checker, node, container, context);
  }
  return bool;
}

function reportSubstring(checker: Checker, node: CelBinary, container: Type, context: Context): void {
  if (context.facts.kinds.has(keyOf(node.right))) {
    return;
  }
  const [member, text] = [textOf(checker, node.left), textOf(checker, node.right)];
  if (alwaysHasKind(container, 'string', 'query', 'secret')) {
    const header = pathOf(node.right)?.includes('headers') && node.right.kind === 'index';
    const list = header && node.right.kind === 'index'
      ? `${textOf(checker, node.right.operand)}.split()[${textOf(checker, node.right.index)}]`
      : `${text}.split(",")`;
    checker.drafts.push({
      code: 'A28',
      severity: 'warning',
      security: opensWhenTrue(checker, context),
      range: node.range,
      message: `\`${text}\` is a string, and \`in\` looks for any part of it: \`${member}\` is also in a longer word`,
      help: `split it (\`${member} in ${list}\`), or write \`${text}.contains(${member})\` if a part is meant`,
      ...(header ? { edit: { range: node.right.range, text: list } } : {}),
    });
    return;
  }
  const path = pathOf(node.right);
  if (path?.[0] !== 'jwt' || !isJson(container) || node.left.kind !== 'literal') {
    return;
  }
  const aud = path.length === 2 && path[1] === 'aud';
  const scope = path.length === 2 && path[1] === 'scope';
  const corrected = scope ? `${member} in ${text}.split(" ")` : `${text}.exists(${variableFor(node.right)}, ${variableFor(node.right)} == ${member})`;
  checker.drafts.push({
    code: aud || scope ? 'A19' : 'A28',
    severity: 'info',
    security: opensWhenTrue(checker, context),
    range: node.range,
    message: aud
      ? `\`${text}\` may be a string instead of a list, and then \`in\` looks for any part of it`
      : scope
        ? `\`${text}\` is one string with all scopes, and \`in\` looks for any part of it: \`${member}\` is also in a longer scope`
        : `if a token has a string as \`${text}\`, \`in\` looks for any part of it`,
    help: aud
      ? `write \`${text} == ${member}\` for a single audience, or \`${corrected}\` for a list`
      : scope ? `write \`${corrected}\`` : `declare the claim as a list, or write \`${corrected}\`, which no string satisfies`,
    ...(aud ? {} : { edit: { range: node.range, text: corrected } }),
  });
}

function isJson(type: Type): boolean {
  return type.length === json.length && canHaveKind(type, 'list') && canHaveKind(type, 'string');
}

function variableFor(node: CelAst): string {
  return pathOf(node)?.at(-1)?.charAt(0).match(/[a-z]/)?.[0] ?? 'x';
}
