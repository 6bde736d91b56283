import { OPTIONAL_SELECT } from './functions/optionals';

const STRING = /[rRbB]{0,2}(?:"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')/y;
const RAW_STRING = /[bB]?[rR][bB]?(?:"""[^]*?"""|'''[^]*?'''|"[^"\n]*"|'[^'\n]*')/y;
const COMMENT = /\/\/[^\n]*/y;
const WORD = /[A-Za-z_]\w*/y;
const OPTIONAL_FIELD = /\s*\.\s*\?\s*([A-Za-z_]\w*)/y;
const OPTIONAL_INDEX = /\s*\[\s*\?/y;
const FIELD = /\s*\.\s*([A-Za-z_]\w*)(?!\w|\s*\()/y;
const INDEX = /\s*\[/y;

/**
 * Writes `a.?b` and `a[?b]`, which the parser does not know, as calls. What is selected from an optional is optional again, so the
 * plain selections behind them become calls as well.
 */
export function desugarOptionals(source: string): string {
  return /[.[]\s*\?/.test(source) ? new Desugarer(source).read() : source;
}

class Desugarer {
  private position = 0;

  constructor(private readonly source: string) {}

  /** Reads to the end, or to the bracket that closes what was opened before. */
  read(): string {
    let output = '';
    let nested = 0;
    let afterOperand = false;
    while (this.position < this.source.length) {
      const text = this.take(RAW_STRING) ?? this.take(STRING) ?? this.take(COMMENT) ?? this.take(WORD);
      if (text !== undefined) {
        output += text;
        afterOperand = true;
        continue;
      }
      const chain = afterOperand ? this.readChain() : '';
      if (chain !== '') {
        output += chain;
        continue;
      }
      const character = this.source[this.position];
      if (')]}'.includes(character)) {
        if (nested === 0) return output;
        nested--;
      } else if ('([{'.includes(character)) {
        nested++;
      }
      if (character.trim() !== '') afterOperand = ')]}'.includes(character);
      output += character;
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
