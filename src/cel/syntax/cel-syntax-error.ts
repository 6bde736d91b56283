import { SourceRange } from '../ast';

/** Text that agentgateway 1.4 would not load as an expression, or that this project refuses on purpose. */
export class CelSyntaxError extends Error {
  /** Line of the mistake, from 1. */
  readonly line: number;
  /** Column of the mistake in UTF-16 code units, from 1. */
  readonly column: number;
  /** The marked piece of text; empty where the expression ends too early. */
  readonly snippet: string;

  constructor(message: string, source: string, readonly range: SourceRange) {
    super(message);
    this.name = 'CelSyntaxError';
    const before = source.slice(0, range[0]);
    this.line = before.split('\n').length;
    this.column = range[0] - (before.lastIndexOf('\n') + 1) + 1;
    this.snippet = source.slice(range[0], range[1]);
  }
}
