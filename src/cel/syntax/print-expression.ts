import { CelAst, CelBinaryOperator, CelLiteral } from '../ast';

const CONDITIONAL = 0;
const OR = 1;
const AND = 2;
const RELATION = 3;
const SUM = 4;
const PRODUCT = 5;
const UNARY = 6;
const MEMBER = 7;

/** The text of an expression; reading it gives the same tree, ranges aside. */
export function printExpression(ast: CelAst): string {
  switch (ast.kind) {
    case 'literal':
      return printLiteral(ast);
    case 'identifier':
      return ast.name;
    case 'select':
      return `${print(ast.operand, MEMBER)}.${ast.field}`;
    case 'has':
      return `has(${print(ast.operand, MEMBER)}.${ast.field})`;
    case 'index':
      return `${print(ast.operand, MEMBER)}[${printExpression(ast.index)}]`;
    case 'call':
      return `${ast.name}(${printList(ast.args)})`;
    case 'methodCall':
      return `${print(ast.receiver, MEMBER)}.${ast.name}(${printList(ast.args)})`;
    case 'macro': {
      const parts = [ast.variable, ...(ast.filter ? [printExpression(ast.filter)] : []), printExpression(ast.body)];
      return `${print(ast.receiver, MEMBER)}.${ast.macro}(${parts.join(', ')})`;
    }
    case 'unary': {
      const operand = print(ast.operand, MEMBER);
      // a number directly after a single minus would take the sign
      const text = ast.operator === '-' && ast.run === 1 && /^\d/.test(operand) ? `(${operand})` : operand;
      return ast.operator.repeat(ast.run) + (ast.operator === '-' && text.startsWith('-') ? `(${text})` : text);
    }
    case 'binary': {
      const level = binaryLevel(ast.operator);
      return `${print(ast.left, level)} ${ast.operator} ${print(ast.right, level + 1)}`;
    }
    case 'logical': {
      const level = ast.operator === '||' ? OR : AND;
      return ast.operands.map((operand) => print(operand, level + 1)).join(` ${ast.operator} `);
    }
    case 'conditional':
      return `${print(ast.condition, OR)} ? ${print(ast.then, OR)} : ${printExpression(ast.otherwise)}`;
    case 'list':
      return `[${printList(ast.elements)}]`;
    case 'map':
      return `{${ast.entries.map(({ key, value }) => `${printExpression(key)}: ${printExpression(value)}`).join(', ')}}`;
  }
}

function print(ast: CelAst, least: number): string {
  const text = printExpression(ast);
  return levelOf(ast) < least ? `(${text})` : text;
}

function printList(asts: readonly CelAst[]): string {
  return asts.map(printExpression).join(', ');
}

function levelOf(ast: CelAst): number {
  switch (ast.kind) {
    case 'conditional':
      return CONDITIONAL;
    case 'logical':
      return ast.operator === '||' ? OR : AND;
    case 'binary':
      return binaryLevel(ast.operator);
    case 'unary':
      return UNARY;
    default:
      return MEMBER;
  }
}

function binaryLevel(operator: CelBinaryOperator): number {
  if (operator === '+' || operator === '-') return SUM;
  return operator === '*' || operator === '/' || operator === '%' ? PRODUCT : RELATION;
}

function printLiteral(literal: CelLiteral): string {
  switch (literal.type) {
    case 'uint':
      return `${literal.value}u`;
    case 'double':
      return printDouble(literal.value);
    case 'string':
      return printString(literal.value);
    case 'bytes':
      return `b"${Array.from(literal.value, printByte).join('')}"`;
    default:
      return String(literal.value);
  }
}

function printDouble(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function printString(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&').replace(/\p{Cc}/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

function printByte(byte: number): string {
  const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c;
  return plain ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
}
