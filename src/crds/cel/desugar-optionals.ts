import { OPTIONAL_SELECT } from './functions/optionals';

const STRING = /[rRbB]{0,2}(?:"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')/y;
const RAW_STRING = /[bB]?[rR][bB]?(?:"""[^]*?"""|'''[^]*?'''|"[^"\n]*"|'[^'\n]*')/y;
const COMMENT = /\/\/[^\n]*/y;
const WORD = /[A-Za-z_]\w*/y;
const OPTIONAL_FIELD = /\s*\.\s*\?\s*([A-Za-z_]\w*)/y;
const OPTIONAL_INDEX = /\s*\[\s*\?/y;
const FIELD = /\s*\.\s*([A-Za-z_]\w*)(?!\w|\s*\()/y;
const INDEX = /\s*\[/y;

/** What is put for the `?` of an optional entry, as an entry of its own before it: `[?a]` becomes `[mark, a]`. */
export const OPTIONAL_MARK = '_optional_entry_';

/**
 * Writes `a.?b` and `a[?b]`, which the parser does not know, as calls. What is selected from an optional is optional again, so the
 * plain selections behind them become calls as well. Optional entries of lists and maps are marked.
 */
export function desugarOptionals(source: string): string {
  return /[.[{,]\s*\?/.test(source) ? new Desugarer(source).read() : source;
}

class Desugarer {
  private position = 0;
  private previous = '';

  constructor(private readonly source: string) {}

  /** Reads to the end, or to the bracket that closes what was opened before. */
  read(): string {
    let output = '';
    const nesting: string[] = [];
    let afterOperand = false;
    while (this.position < this.source.length) {
      const text = this.take(RAW_STRING) ?? this.take(STRING) ?? this.take(COMMENT) ?? this.take(WORD);
      if (text !== undefined) {
        output += text;
        if (text.startsWith('//')) continue;
        this.previous = text;
        afterOperand = text !== 'in';
        continue;
      }
      const chain = afterOperand ? this.readChain() : '';
      if (chain !== '') {
        output += chain;
        this.previous = ')';
        continue;
      }
      const character = this.source[this.position];
      if (')]}'.includes(character)) {
        if (nesting.length === 0) return output;
        nesting.pop();
      } else if ('([{'.includes(character)) {
        nesting.push(character);
      }
      if (character === '?' && '[{,'.includes(this.previous)) {
        output += nesting.at(-1) === '{' ? `${OPTIONAL_MARK}: null, ` : `${OPTIONAL_MARK}, `;
      } else {
        output += character;
      }
      if (character.trim() !== '') {
        afterOperand = ')]}'.includes(character);
        this.previous = character;
      }
      this.position++;
    }
    return output;
  }

  private readChain(): string {
    let chain = '';
    for (;;) {
      const chained = chain !== '';
      const field = this.match(OPTIONAL_FIELD)?.[1] ?? (chained ? this.match(FIELD)?.[1] : undefined);
      if (field !== undefined) {
        chain += `.${OPTIONAL_SELECT}("${field}", ${chained})`;
      } else if (this.match(OPTIONAL_INDEX) || (chained && this.match(INDEX))) {
        this.previous = '(';
        chain += `.${OPTIONAL_SELECT}(${this.read()}, ${chained})`;
        this.position++;
      } else {
        return chain;
      }
    }
  }

  private take(pattern: RegExp): string | undefined {
    return this.match(pattern)?.[0];
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.source) ?? undefined;
    if (found) this.position = pattern.lastIndex;
    return found;
  }
}
