import { CelSyntaxError } from './cel-syntax-error';

export interface Token {
  readonly kind: 'identifier' | 'number' | 'string' | 'symbol';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of an opening parenthesis: the index of the token that closes it. */
  closedBy?: number;
}

/** agentgateway 1.4 refuses a 48th open bracket, parenthesis or call. */
const MAX_NESTING = 47;

/** Longest run of `!` or `-` before an operand; keeps the recursion of the parser small. */
const MAX_UNARY_RUN = 16;

const SPACE = /(?:[ \t\r\n]+|\/\/[^\n]*)*/;
const STRING = /[bBrR]?(?:"""(?:\\[^]|[^\\])*?"""|'''(?:\\[^]|[^\\])*?'''|"(?:\\[^]|[^"\\\r\n])*"|'(?:\\[^]|[^'\\\r\n])*')/;
const NUMBER = /(?:0[xX][0-9a-fA-F]+|\d+(?!\d|\.\d|[eE][+-]?\d))[uU]?|(?:\d+(?:\.\d+)?|(?<!\w)\.\d+)(?:[eE][+-]?\d+)?/;
const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_]*|`[A-Za-z0-9_.\-/ ]+`/;
const SYMBOL = /&&|\|\||[=!<>]=|[-+*/%<>!?:.,()[\]{}]/;

/** Space, then one token, each kind in a group of its own. */
const TOKEN = new RegExp(`${SPACE.source}(?:(${STRING.source})|(${NUMBER.source})|(${IDENTIFIER.source})|(${SYMBOL.source}))`, 'y');

/**
 * The tokens of a source text, for what the parser does not report: parentheses, literals as written, commas.
 * Ends at the first piece of text that is no token: the parser has the better message for it.
 *
 * @throws CelSyntaxError for nesting that neither agentgateway nor this project reads
 */
export function scanTokens(source: string): readonly Token[] {
  const tokens: Token[] = [];
  const open: number[] = [];
  let unaryRun = 0;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(source); match; match = TOKEN.exec(source)) {
    const [, string, number, identifier, symbol] = match;
    const text = string ?? number ?? identifier ?? symbol;
    const end = TOKEN.lastIndex;
    const start = end - text.length;
    const kind = string !== undefined ? 'string' : number !== undefined ? 'number' : identifier !== undefined ? 'identifier' : 'symbol';
    tokens.push({ kind, text, start, end });
    if (kind !== 'symbol') {
      unaryRun = 0;
      continue;
    }

    const index = tokens.length - 1;
    unaryRun = text === '!' || text === '-' ? unaryRun + 1 : 0;
    if (unaryRun > MAX_UNARY_RUN) {
      throw new CelSyntaxError(`more than ${MAX_UNARY_RUN} operators \`${text}\` in a row`, source, [start, end]);
    }
    if (text === '(' || text === '[' || text === '{') {
      if (open.length === MAX_NESTING) {
        throw new CelSyntaxError(`brackets are nested more than ${MAX_NESTING} deep`, source, [start, end]);
      }
      open.push(index);
    } else if (text === ')' || text === ']' || text === '}') {
      const opening = open.pop();
      if (opening !== undefined) tokens[opening].closedBy = index;
    }
  } return tokens;
}
