/** What this project uses of `@marcbachmann/cel-js` 8.0.0: the parser and nothing else. */

/** A node of the parse tree. Positions are UTF-16 offsets; parentheses leave no trace. */
export interface ASTNode {
  readonly op: string;
  readonly args: unknown;
  /** Of a field access: where the field name begins. */
  readonly pos: number;
  readonly start: number;
  readonly end: number;
}

export interface EnvironmentOptions {
  readonly unlistedVariablesAreDyn?: boolean;
  readonly homogeneousAggregateLiterals?: boolean;
  readonly limits?: {
    readonly maxAstNodes?: number;
    readonly maxDepth?: number;
    readonly maxListElements?: number;
    readonly maxMapEntries?: number;
    readonly maxCallArguments?: number;
  };
}

export class Environment {
  constructor(options?: EnvironmentOptions);
  parse(source: string): { readonly ast: ASTNode };
}

export class ParseError extends Error {
  readonly code: string;
  readonly range: { readonly start: number; readonly end: number } | undefined;
  /** The message without the excerpt of the source. */
  readonly summary: string;
}
