import { CelAst, CelSyntaxError, parseExpression } from '../../cel';

/** Many rules look at one expression; the number bounds what is remembered between them. */
const REMEMBERED = 10_000;
const trees = new Map<string, CelAst | undefined>();

/** The syntax tree of an expression; `undefined` where it is none, which the expression checker reports. */
export function parseOrUndefined(text: string): CelAst | undefined {
  if (!trees.has(text)) {
    if (trees.size >= REMEMBERED) {
      trees.clear();
    }
    trees.set(text, parse(text));
  }
  return trees.get(text);
}

function parse(text: string): CelAst | undefined {
  try {
    return parseExpression(text);
  } catch (error) {
    if (error instanceof CelSyntaxError) {
      return undefined;
    }
    throw error;
  }
}
