import type { CelAst } from '../ast';
import { Checker, Context, textOf } from './checker';
import { pathOf } from './facts';
import { wellKnownClaims } from './well-known-claims';
import { canHaveKind, Type } from '../environment/type';
import { printType } from '../environment/type-text';

/** Reports an operand that has to be a bool and cannot be one, or is a claim that by its specification is none. */
export function reportNotBool(checker: Checker, node: CelAst, type: Type, context: Context): void {
  if (type.length > 0 && !canHaveKind(type, 'bool')) {
    checker.drafts.push({
      code: 'A18',
      severity: 'kills',
      security: false,
      range: node.range,
      message: `\`${textOf(checker, node)}\` is ${printType(type)}, where only a bool can be true`,
      help: `compare it with something, as in \`${textOf(checker, node)} == …\``,
    });
    return;
  }
  const path = node.kind === 'select' || node.kind === 'index' ? pathOf(node) : undefined;
  const usual = path?.length === 2 && path[0] === 'jwt' && !context.variables.has('jwt') && !checker.claims.has(path[1]) ? wellKnownClaims.get(path[1]) : undefined;
  if (usual && !canHaveKind(usual, 'bool')) {
    checker.drafts.push({
      code: 'A18',
      severity: 'warning',
      security: false,
      range: node.range,
      message: `\`${textOf(checker, node)}\` is ${printType(usual)} by its specification, where only a bool can be true`,
      help: `compare it with something, as in \`${textOf(checker, node)} == …\``,
    });
  }
}
