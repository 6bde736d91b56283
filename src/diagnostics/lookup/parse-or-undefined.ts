import { CelAst, CelSyntaxError, parseExpression } from '../../cel';

/** Many rules look at one expression. */
const trees = new Map<string, CelAst | undefined>();

/** The syntax tree of an expression; `undefined` where it is none, which the expression checker reports. */
export function parseOrUndefined(text: string): CelAst | undefined {
  const known = trees.get(text);
  if (known !== undefined || trees.has(text)) {
    return known;
  }
  const tree = parse(text);
  trees.set(text, tree);
  return tree;
}

/** To be called when the manifests are judged: trees take more memory than anything else that rules look at. */
export function forgetTrees(): void {
  trees.clear();
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
