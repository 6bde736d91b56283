import { CelAst, CelSyntaxError, parseExpression } from '../../cel';

/** The syntax tree of an expression; `undefined` where it is none, which the expression checker reports. */
export function parseOrUndefined(text: string): CelAst | undefined {
  try {
    return parseExpression(text);
  } catch (error) {
    if (error instanceof CelSyntaxError) {
      return undefined;
    }
    throw error;
  }
}
