import { CelSyntaxError } from './cel-syntax-error';
import { readLiteral } from './read-literal';
import { scanTokens, Token } from './scan-tokens';
import type { ASTNode, Environment, ParseError } from '../../vendor/cel-js';
import { CelAst, CelBinaryOperator, CelLiteral, CelMacroName, SourceRange } from '../ast';
import { childrenOf } from '../children-of';

/** Longest expression that the resource definitions of agentgateway accept, in code points. */
const MAX_LENGTH = 16_384;

/** Deepest syntax tree; every walk over a tree may recurse because of it. */
const MAX_DEPTH = 250;

interface Parser {
  readonly environment: Environment;
  readonly ParseError: abstract new (...args: never[]) => ParseError;
}

let loadedParser: Parser | undefined;

/** Loaded with the first expression: it takes longer to load than everything else here. */
function loadParser(): Parser {
  if (!loadedParser) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it with the room
    const vendor = require('../../vendor/cel-js') as typeof import('../../vendor/cel-js');
    const environment = new vendor.Environment({
      unlistedVariablesAreDyn: true,
      homogeneousAggregateLiterals: false,
      limits: { maxDepth: MAX_DEPTH, maxListElements: MAX_LENGTH, maxMapEntries: MAX_LENGTH, maxCallArguments: MAX_LENGTH },
    });
    loadedParser = { environment, ParseError: vendor.ParseError };
  }
  return loadedParser;
}

const RELATIONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', 'in']);
const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%']);
const LOGIC: ReadonlySet<string> = new Set(['&&', '||']);

const MACROS: ReadonlyMap<string, readonly number[]> = new Map([
  ['all', [2]], ['exists', [2]], ['exists_one', [2]], ['existsOne', [2]], ['filter', [2]], ['map', [2, 3]],
]);

/**
 * Reads an expression as agentgateway 1.4 would load it.
 *
 * A field in backticks keeps them in its name, so that it never exists: that is what agentgateway reads.
 *
 * Beyond what agentgateway refuses, these are refused on purpose, because nobody needs them: a leading dot, message construction, reserved words as variables, `[,]`, `{,}`, bytes in triple quotes, a raw text that ends with a
 * backslash, trees deeper than 250 (a chain of 250 `+`; chains of `&&` and `||` have no limit), 17 unary operators in a row.
 *
 * @param source at most 16,384 characters
 * @throws CelSyntaxError with the place of the mistake
 */
export function parseExpression(source: string): CelAst {
  if (source.length > MAX_LENGTH && [...source].length > MAX_LENGTH) {
    throw new CelSyntaxError(`the expression is longer than ${MAX_LENGTH} characters`, source, [0, 0]);
  }
  const loneSurrogate = source.search(/\p{Surrogate}/u);
  if (loneSurrogate >= 0) throw new CelSyntaxError('the expression is not valid Unicode', source, [loneSurrogate, loneSurrogate + 1]);

  const tokens = scanTokens(source);
  return new TreeBuilder(source, tokens).whole(parseTree(source, forParser(source, tokens)));
}

/** The source as the parser can read it: what it does not know is replaced by something of the same kind and length. */
function forParser(source: string, tokens: readonly Token[]): string {
  let text = '';
  let position = 0;
  for (const token of tokens) {
    const first = token.text[0];
    if (first !== '`' && !(first === '.' && token.kind === 'number')) continue;
    text += source.slice(position, token.start) + (first === '`' ? '_'.repeat(token.text.length) : `0${token.text.slice(1)}`);
    position = token.end;
  }
  return text + source.slice(position);
}

function parseTree(source: string, text: string): ASTNode {
  const { environment, ParseError: Refusal } = loadParser();
  try {
    return environment.parse(text).ast;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const start = Math.min(error.range?.start ?? 0, source.length);
    const end = Math.min(Math.max(error.range?.end ?? 0, start), source.length);
    throw new CelSyntaxError(describe(error.code, source.slice(start, end)), source, [start, end]);
  }
}

function describe(code: string, snippet: string): string {
  switch (code) {
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
    case 'newline_in_string':
      return 'a text in quotes is not closed';
    case 'reserved_identifier':
      return `\`${snippet}\` is a reserved word`;
    case 'limit_exceeded':
      return 'the expression is nested too deeply';
    case 'invalid_macro_argument':
      return `the variable must be a plain name, not \`${snippet}\``;
    case 'unexpected_character':
    case 'unexpected_token':
    case 'expected_token':
      return snippet === '' ? 'the expression ends too early' : `unexpected \`${snippet}\``;
    default:
      return snippet.startsWith('\\') ? `\`${snippet}\` is no escape sequence` : `\`${snippet}\` cannot be read`;
  }
}

/** Turns the parser's tree into ours; the tokens tell what the parser leaves out. */
class TreeBuilder {
  constructor(private readonly source: string, private readonly tokens: readonly Token[]) {
    tokens.forEach(({ text, start, end }, index) => {
      if (text === ',' && tokens[index + 1]?.text === ')') this.refuse('a comma before `)`', [start, end]);
    });
  }

  whole(root: ASTNode): CelAst {
    const tree = this.build(root);
    // every node has a token of its own
    if (this.tokens.length > MAX_DEPTH) this.checkDepth(tree, 1);
    return tree;
  }

  private checkDepth(node: CelAst, depth: number): void {
    if (depth > MAX_DEPTH) this.refuse('the expression is nested too deeply', node.range);
    for (const child of childrenOf(node)) this.checkDepth(child, depth + 1);
  }

  private build(node: ASTNode): CelAst {
    return RELATIONS.has(node.op) || ARITHMETIC.has(node.op) || LOGIC.has(node.op) ? this.chain(node) : this.operand(node);
  }

  private operand(node: ASTNode): CelAst {
    switch (node.op) {
      case 'value':
        return this.literal(this.token(node.start), [node.start, node.end], false);
      case 'id':
        return { kind: 'identifier', name: this.plainName([node.start, node.end]), range: [node.start, node.end] };
      case '!_':
      case '-_':
        return this.unary(node);
      case '.':
      case '[]':
        return this.member(this.build((node.args as ASTNode[])[0]), node);
      case 'call':
        return this.call(node);
      case 'rcall':
        return this.member(this.build((node.args as ASTNode[])[1]), node);
      case '?:':
        return this.conditional(node);
      case 'list': {
        const elements = (node.args as ASTNode[]).map((element) => this.build(element));
        return { kind: 'list', elements, range: [node.start, node.end] };
      }
      case 'map': {
        const entries = (node.args as [ASTNode, ASTNode][]).map(([key, value]) => ({ key: this.build(key), value: this.build(value) }));
        return { kind: 'map', entries, range: [node.start, node.end] };
      }
      default:
        return this.refuse('the expression cannot be read', [node.start, node.end]);
    }
  }

  private literal(token: Token, range: SourceRange, negative: boolean): CelAst {
    const literal = readLiteral(token, negative);
    if ('problem' in literal) {
      const start = token.start + literal.offset;
      return this.refuse(literal.problem, [start, start + literal.length]);
    }
    return { kind: 'literal', ...literal, range } as CelLiteral;
  }

  private unary(node: ASTNode): CelAst {
    const operator = node.op === '!_' ? '!' : '-';
    let run = 1;
    let next = this.indexOf('start', node.start) + 1;
    let inner = node.args as ASTNode;
    for (; inner.op === node.op && inner.start === this.tokens[next].start; run++, next++) inner = inner.args as ASTNode;

    const first = this.tokens[next];
    if (operator === '-' && run === 1 && takesSign(first)) return this.signed(node.start, first, inner);
    if (first.text === '!' || (first.text === '-' && !takesSign(this.tokens[next + 1]))) {
      this.refuse(`\`${operator}${first.text}\` needs parentheses`, [node.start, first.end]);
    }
    const operand = this.build(inner);
    return { kind: 'unary', operator, run, operand, range: [node.start, this.around(operand.range)[1]] };
  }

  /** A sign directly before a number belongs to it, also where members follow: `-1.string()` is `(-1).string()`. */
  private signed(start: number, number: Token, operand: ASTNode): CelAst {
    const members: ASTNode[] = [];
    for (let node = operand; node.op !== 'value'; node = (node.args as ASTNode[])[node.op === 'rcall' ? 1 : 0]) members.push(node);
    const literal = this.literal(number, [start, number.end], true);
    return members.reduceRight<CelAst>((receiver, node) => this.member(receiver, node), literal);
  }

  /** A field, an index or a method of a receiver that is built already. */
  private member(receiver: CelAst, node: ASTNode): CelAst {
    const range: SourceRange = [this.around(receiver.range)[0], node.end];
    if (node.op === 'rcall') return this.method(receiver, node, range);
    const [, key] = node.args as [ASTNode, ASTNode | string];
    if (typeof key === 'string') {
      const field = this.source.slice(node.pos, node.end);
      return { kind: 'select', operand: receiver, field, fieldRange: [node.pos, node.end], range };
    }
    const index = this.build(key);
    return { kind: 'index', operand: receiver, index, range };
  }

  private call(node: ASTNode): CelAst {
    const [{ length }, args] = node.args as [string, ASTNode[]];
    const range: SourceRange = [node.start, node.end];
    const nameRange: SourceRange = [node.start, node.start + length];
    const name = this.plainName(nameRange);
    const built = args.map((argument) => this.build(argument));
    if (name !== 'has' || built.length !== 1) return { kind: 'call', name, nameRange, args: built, range };
    const [argument] = built;
    if (argument.kind !== 'select') return this.refuse('`has` needs a field, like `has(jwt.sub)`', argument.range);
    const { operand, field, fieldRange } = argument;
    return { kind: 'has', operand, field, fieldRange, range };
  }

  private method(receiver: CelAst, node: ASTNode, range: SourceRange): CelAst {
    const [, , args] = node.args as [string, ASTNode, ASTNode[]];
    const nameToken = this.tokens[this.indexOf('end', this.around(receiver.range)[1]) + 2];
    const nameRange: SourceRange = [nameToken.start, nameToken.end];
    const name = this.plainName(nameRange);
    const built = args.map((argument) => this.build(argument));
    if (!MACROS.get(name)?.includes(built.length)) {
      return { kind: 'methodCall', receiver, name, nameRange, args: built, range };
    }
    const [variable] = built;
    const body = built[built.length - 1];
    if (variable.kind !== 'identifier') {
      return this.refuse(`the variable of \`${name}\` must be a plain name`, variable.range);
    }
    return {
      kind: 'macro',
      macro: name as CelMacroName,
      nameRange,
      receiver,
      variable: variable.name,
      variableRange: variable.range,
      ...(built.length === 3 && { filter: built[1] }),
      body,
      range,
    };
  }

  private conditional(node: ASTNode): CelAst {
    const [condition, then, otherwise] = (node.args as ASTNode[]).map((part) => this.build(part));
    if (then.kind === 'conditional' && this.isBare(then)) {
      this.refuse('a conditional between `?` and `:` needs parentheses', then.range);
    }
    const range: SourceRange = [this.around(condition.range)[0], this.around(otherwise.range)[1]];
    return { kind: 'conditional', condition, then, otherwise, range };
  }

  /**
   * Operators, along the left spine without recursion. The parser binds `<` and `in` closer than `==`, agentgateway binds
   * all comparisons alike and from the left: a comparison that is a bare right operand is therefore taken apart again.
   */
  private chain(root: ASTNode): CelAst {
    const spine: ASTNode[] = [];
    let node = root;
    for (; RELATIONS.has(node.op) || ARITHMETIC.has(node.op) || LOGIC.has(node.op); node = (node.args as ASTNode[])[0]) spine.push(node);
    let left = this.operand(node);
    for (const { op, args } of spine.reverse()) {
      const right = this.build((args as ASTNode[])[1]);
      left = LOGIC.has(op) ? this.logical(op as '&&' | '||', left, right) : this.binary(op as CelBinaryOperator, left, right);
    }
    return left;
  }

  private logical(operator: '&&' | '||', left: CelAst, right: CelAst): CelAst {
    const range = this.span(left, right);
    const operands = left.kind === 'logical' && left.operator === operator && this.isBare(left) ? left.operands as CelAst[] : [left];
    operands.push(right);
    return { kind: 'logical', operator, operands, range };
  }

  private binary(operator: CelBinaryOperator, left: CelAst, right: CelAst): CelAst {
    if (RELATIONS.has(operator) && right.kind === 'binary' && RELATIONS.has(right.operator) && this.isBare(right)) {
      return this.binary(right.operator, this.binary(operator, left, right.left), right.right);
    }
    const token = this.tokens[this.indexOf('end', this.around(left.range)[1]) + 1];
    const operatorRange: SourceRange = [token.start, token.end];
    return { kind: 'binary', operator, operatorRange, left, right, range: this.span(left, right) };
  }

  /** Only fields can be in backticks. */
  private plainName(range: SourceRange): string {
    const name = this.source.slice(...range);
    return name.startsWith('`') ? this.refuse('only the name of a field can be in backticks', range) : name;
  }

  private token(start: number): Token {
    return this.tokens[this.indexOf('start', start)];
  }

  /** The index of the token that starts or ends at a position where one does. */
  private indexOf(edge: 'start' | 'end', position: number): number {
    let [low, high] = [0, this.tokens.length - 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.tokens[middle][edge] < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private span(left: CelAst, right: CelAst): SourceRange {
    return [this.around(left.range)[0], this.around(right.range)[1]];
  }

  private isBare({ range }: CelAst): boolean {
    return this.around(range)[0] === range[0];
  }

  /** The range with the parentheses that stand around nothing but it. Parentheses after a name are those of a call. */
  private around([start, end]: SourceRange): SourceRange {
    let before = this.indexOf('start', start) - 1;
    let after = this.indexOf('end', end) + 1;
    let range: SourceRange = [start, end];
    while (this.tokens[before]?.text === '(' && this.tokens[before].closedBy === after && !this.isName(before - 1)) {
      range = [this.tokens[before--].start, this.tokens[after++].end];
    }
    return range;
  }

  private isName(index: number): boolean {
    const token = this.tokens[index];
    return token?.kind === 'identifier' && token.text !== 'in';
  }

  private refuse(message: string, range: SourceRange): never {
    throw new CelSyntaxError(message, this.source, range);
  }
}

/** In agentgateway's grammar the sign is part of a literal int or double, never of a uint. */
function takesSign(token: Token): boolean {
  return token.kind === 'number' && !/[uU]$/.test(token.text);
}
