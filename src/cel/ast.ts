/**
 * Half-open interval of UTF-16 code units in the source text.
 *
 * The range of a node covers the node without parentheses around it, but with those around its operands:
 * the text it marks is always an expression of the same meaning.
 */
export type SourceRange = readonly [start: number, end: number];

interface Node {
  readonly range: SourceRange;
}

/** A constant as written. The sign of a negative number belongs to the literal where agentgateway's grammar says so (`-1`, not `--1`). */
export type CelLiteral = Node & { readonly kind: 'literal' } & (
  | { readonly type: 'null'; readonly value: null }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'uint'; readonly value: bigint }
  | { readonly type: 'double'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'bytes'; readonly value: Uint8Array }
);

/** A variable, a type name or a namespace: `jwt`, `int`, `math`. */
export interface CelIdentifier extends Node {
  readonly kind: 'identifier';
  readonly name: string;
}

/** `operand.field` */
export interface CelSelect extends Node {
  readonly kind: 'select';
  readonly operand: CelAst;
  readonly field: string;
  readonly fieldRange: SourceRange;
}

/** `has(operand.field)` */
export interface CelHas extends Node {
  readonly kind: 'has';
  readonly operand: CelAst;
  readonly field: string;
  readonly fieldRange: SourceRange;
}

/** `operand[index]` */
export interface CelIndex extends Node {
  readonly kind: 'index';
  readonly operand: CelAst;
  readonly index: CelAst;
}

/** `name(args)` */
export interface CelCall extends Node {
  readonly kind: 'call';
  readonly name: string;
  readonly nameRange: SourceRange;
  readonly args: readonly CelAst[];
}

/** `receiver.name(args)`, also of a namespace (`math.abs(x)`: the receiver is the identifier `math`) and of a lazy function (`x.with(v, e)`). */
export interface CelMethodCall extends Node {
  readonly kind: 'methodCall';
  readonly receiver: CelAst;
  readonly name: string;
  readonly nameRange: SourceRange;
  readonly args: readonly CelAst[];
}

export type CelMacroName = 'all' | 'exists' | 'exists_one' | 'existsOne' | 'filter' | 'map';

/** `receiver.macro(variable, body)`, or `receiver.map(variable, filter, body)`. */
export interface CelMacro extends Node {
  readonly kind: 'macro';
  readonly macro: CelMacroName;
  readonly nameRange: SourceRange;
  readonly receiver: CelAst;
  readonly variable: string;
  readonly variableRange: SourceRange;
  /** Only of the three-argument `map`. */
  readonly filter?: CelAst;
  readonly body: CelAst;
}

/** `!x` or `-x`. A run of the same operator (`!!x`) is one node, because agentgateway applies it once. */
export interface CelUnary extends Node {
  readonly kind: 'unary';
  readonly operator: '!' | '-';
  /** How often the operator is written: 1 in sound expressions. */
  readonly run: number;
  readonly operand: CelAst;
}

export type CelBinaryOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '+' | '-' | '*' | '/' | '%';

export interface CelBinary extends Node {
  readonly kind: 'binary';
  readonly operator: CelBinaryOperator;
  readonly operatorRange: SourceRange;
  readonly left: CelAst;
  readonly right: CelAst;
}

/** A chain `a || b || c` or `a && b && c` of two or more operands; parenthesized parts stay nodes of their own. */
export interface CelLogical extends Node {
  readonly kind: 'logical';
  readonly operator: '&&' | '||';
  readonly operands: readonly CelAst[];
}

/** `condition ? then : otherwise` */
export interface CelConditional extends Node {
  readonly kind: 'conditional';
  readonly condition: CelAst;
  readonly then: CelAst;
  readonly otherwise: CelAst;
}

/** `[a, b]` */
export interface CelListLiteral extends Node {
  readonly kind: 'list';
  readonly elements: readonly CelAst[];
}

/** `{k: v}`, in written order, duplicates kept. */
export interface CelMapLiteral extends Node {
  readonly kind: 'map';
  readonly entries: readonly { readonly key: CelAst; readonly value: CelAst }[];
}

/** An expression as agentgateway reads it. Nested at most 250 deep, so that a walk may recurse. */
export type CelAst =
  | CelLiteral
  | CelIdentifier
  | CelSelect
  | CelHas
  | CelIndex
  | CelCall
  | CelMethodCall
  | CelMacro
  | CelUnary
  | CelBinary
  | CelLogical
  | CelConditional
  | CelListLiteral
  | CelMapLiteral;
