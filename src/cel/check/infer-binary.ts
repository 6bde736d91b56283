import type { CelAst, CelBinary } from '../ast';
import { Checker, Context, operandContext, opensWhenFalse, opensWhenTrue, textOf } from './checker';
import { comparable } from './comparable';
import { pathOf } from './facts';
import { inferMembership } from './infer-membership';
import { reportHyphen } from './report-hyphen';
import { wellKnownClaims } from './well-known-claims';
import { bool, boolOf, canHaveKind, jsonElement, Kind, listOf, never, ofKinds, scalar, ScalarKind, Type, union } from '../environment/type';
import { printType } from '../environment/type-text';

/** Comparison, arithmetic and `in`. */
export function inferBinary(checker: Checker, node: CelBinary, context: Context): Type {
  if (reportHyphen(checker, node, context)) {
    return never;
  }
  const left = checker.infer(node.left, operandContext(context, true));
  const right = checker.infer(node.right, operandContext(context, node.operator !== 'in'));
  if (left.length === 0 || right.length === 0) {
    return never;
  }
  switch (node.operator) {
    case '==':
    case '!=':
      return inferEquality(checker, node, left, right, context);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return inferOrder(checker, node, left, right, context);
    case 'in':
      return inferMembership(checker, node, left, right, context);
    default:
      return inferArithmetic(checker, node, left, right);
  }
}

function inferEquality(checker: Checker, node: CelBinary, left: Type, right: Type, context: Context): Type {
  const equal = node.operator === '==';
  if (comparable(left, right) && !hidesSecret(left, node.right) && !hidesSecret(right, node.left)) {
    reportUnusualClaim(checker, node, node.left, right, context);
    reportUnusualClaim(checker, node, node.right, left, context);
    return bool;
  }
  const secret = canHaveKind(left, 'secret') || canHaveKind(right, 'secret');
  const open = equal ? opensWhenFalse(checker, context) : opensWhenTrue(checker, context);
  checker.drafts.push({
    code: 'A18',
    severity: equal ? 'kills' : 'warning',
    security: open,
    range: node.range,
    message: `\`${textOf(checker, node)}\` is always ${String(!equal)}: ${
      secret ? 'a secret is compared as the text `<redacted>`' : `${printType(left)} is never equal to ${printType(right)}`}`,
    help: secret ? 'compare what `.unredacted()` gives' : equalityHelp(node, left, right),
  });
  return boolOf(!equal);
}

function hidesSecret(type: Type, other: CelAst): boolean {
  return type.every((shape) => shape.kind === 'secret') && other.kind === 'literal' && other.value !== '<redacted>';
}

function equalityHelp(node: CelBinary, left: Type, right: Type): string {
  const literal = node.right.kind === 'literal' ? node.right : node.left.kind === 'literal' ? node.left : undefined;
  const other = literal === node.right ? left : right;
  if (literal?.type === 'string' && canHaveKind(other, 'int', 'uint', 'double', 'bool') && literal.value !== '') {
    return `write \`${literal.value}\` without quotes`;
  }
  if (literal && literal.type !== 'string' && canHaveKind(other, 'string')) {
    return `write \`"${String(literal.value)}"\` in quotes`;
  }
  if (canHaveKind(other, 'list')) {
    return 'ask whether the list contains the value with `in`';
  }
  return 'compare values of the same type; convert one of them with `string(…)`, `int(…)` or the like';
}

/** A claim that by its specification has another type; tokens may differ, so that it is no proof. */
function reportUnusualClaim(checker: Checker, node: CelBinary, claim: CelAst, other: Type, context: Context): void {
  const path = pathOf(claim);
  if (path?.length !== 2 || path[0] !== 'jwt' || context.variables.has('jwt') || checker.claims.has(path[1])) {
    return;
  }
  const literal = claim === node.left ? node.right : node.left;
  if (path[1] === 'scope' && literal.kind === 'literal' && literal.type === 'string' && !literal.value.includes(' ')) {
    checker.drafts.push({
      code: 'A19',
      severity: 'info',
      security: opensWhenFalse(checker, context),
      range: node.range,
      message: `\`${textOf(checker, claim)}\` is one string with all scopes, separated by blanks; it is \`${literal.value}\` only if that is the only scope`,
      help: `to ask for one of several, write \`${textOf(checker, literal)} in ${textOf(checker, claim)}.split(" ")\``,
      edit: node.operator === '==' ? { range: node.range, text: `${textOf(checker, literal)} in ${textOf(checker, claim)}.split(" ")` } : undefined,
    });
  }
  const usual = wellKnownClaims.get(path[1]);
  if (usual && !comparable(usual, other) && !(literal.kind === 'literal' && literal.type === 'null')) {
    checker.drafts.push({
      code: 'A18',
      severity: 'warning',
      security: opensWhenFalse(checker, context),
      range: node.range,
      message: `\`${textOf(checker, claim)}\` is ${printType(usual)} by its specification, which cannot be compared with ${printType(other)}`,
      help: equalityHelp(node, claim === node.left ? usual : other, claim === node.left ? other : usual),
    });
  }
}

const ordered: readonly (readonly Kind[])[] = [
  ['int', 'uint', 'double'], ['string', 'query', 'secret'], ['bool'], ['timestamp'], ['duration'], ['null'],
];

function inferOrder(checker: Checker, node: CelBinary, left: Type, right: Type, context: Context): Type {
  if (ordered.some((kinds) => canHaveKind(left, ...kinds) && canHaveKind(right, ...kinds))) {
    reportUnusualClaim(checker, node, node.left, right, context);
    reportUnusualClaim(checker, node, node.right, left, context);
    return bool;
  }
  checker.drafts.push({
    code: 'A18',
    severity: 'kills',
    security: false,
    range: node.range,
    message: `\`${textOf(checker, node)}\` always fails: ${printType(left)} and ${printType(right)} have no order`,
    help: 'compare two numbers, two strings, two timestamps or two durations',
  });
  return never;
}

type Rule = readonly [left: readonly Kind[], right: readonly Kind[], result: ScalarKind];

const numbers: readonly Rule[] = (['int', 'uint', 'double'] as const).map((kind) => [[kind], [kind], kind]);
const text: readonly Kind[] = ['string', 'query', 'secret'];

const arithmetic: Readonly<Record<'+' | '-' | '*' | '/' | '%', readonly Rule[]>> = {
  '+': [
    ...numbers, [text, text, 'string'], [['timestamp'], ['duration'], 'timestamp'], [['duration'], ['timestamp'], 'timestamp'],
    [['duration'], ['duration'], 'duration'],
  ],
  '-': [
    ...numbers, [['timestamp'], ['duration'], 'timestamp'], [['timestamp'], ['timestamp'], 'duration'], [['duration'], ['duration'], 'duration'],
  ],
  '*': numbers,
  '/': numbers,
  '%': numbers.slice(0, 2),
};

function inferArithmetic(checker: Checker, node: CelBinary, left: Type, right: Type): Type {
  const rules = arithmetic[node.operator as keyof typeof arithmetic];
  const lists = node.operator === '+' && canHaveKind(left, 'list') && canHaveKind(right, 'list');
  const type = rules
    .filter(([lefts, rights]) => canHaveKind(left, ...lefts) && canHaveKind(right, ...rights))
    .reduce((all, [, , result]) => union(all, scalar(result)), lists ? listOf(union(elementOf(left), elementOf(right))) : never);
  if (type.length === 0) {
    const mixed = canHaveKind(left, 'int', 'uint', 'double') && canHaveKind(right, 'int', 'uint', 'double');
    checker.drafts.push({
      code: mixed ? 'A31' : 'A26',
      severity: 'kills',
      security: false,
      range: node.range,
      message: `\`${textOf(checker, node)}\` always fails: \`${node.operator}\` takes no ${printType(left)} with ${printType(right)}`,
      ...(mixed ? numberHelp(checker, node, left, right) : { help: 'convert one side so that both have the same type' }),
    });
  } else if ((left === jsonElement && isInt(node.right)) || (right === jsonElement && isInt(node.left))) {
    checker.drafts.push({
      code: 'A31',
      severity: 'warning',
      security: false,
      range: node.range,
      message: `\`${textOf(checker, node)}\` fails for whole numbers: inside a JSON array or the result of \`json()\` they are uint, not int`,
      help: `convert it: \`int(${textOf(checker, isInt(node.right) ? node.left : node.right)})\``,
      edit: convertedBy('int', checker, isInt(node.right) ? node.left : node.right),
    });
  }
  return type;
}

function elementOf(type: Type): Type {
  return ofKinds(type, 'list').reduce((all, shape) => (shape.kind === 'list' ? union(all, shape.element) : all), never);
}

function isInt(node: CelAst): boolean {
  return node.kind === 'literal' && node.type === 'int';
}

function convertedBy(name: string, checker: Checker, node: CelAst): { range: CelAst['range']; text: string } {
  return { range: node.range, text: `${name}(${textOf(checker, node)})` };
}

/** The literal is changed where there is one, because it is the side that was only written, not measured. */
function numberHelp(checker: Checker, node: CelBinary, left: Type, right: Type): { help: string; edit?: { range: CelAst['range']; text: string } } {
  const [literal, other] = isInt(node.right) ? [node.right, left] : isInt(node.left) ? [node.left, right] : [undefined, left];
  if (literal && !textOf(checker, literal).startsWith('-')) {
    const written = `${textOf(checker, literal)}${canHaveKind(other, 'uint') ? 'u' : '.0'}`;
    return { help: `write \`${written}\``, edit: { range: literal.range, text: written } };
  }
  return {
    help: 'convert one side with `int(…)`, `uint(…)` or `double(…)`',
    edit: convertedBy(canHaveKind(left, 'double') || canHaveKind(right, 'double') ? 'double' : 'int', checker, canHaveKind(left, 'double') ? node.right : node.left),
  };
}
