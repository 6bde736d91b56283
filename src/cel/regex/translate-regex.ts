import { parseClass, PERL_CLASSES } from './character-class';
import { PatternProblem } from './pattern-problem';
import { readCodePoint, readProperty } from './read-escape';

/** What keeps a pattern from being used, in a few words. */
export interface RegexProblem {
  readonly problem: string;
}

export interface TranslatedRegex {
  readonly pattern: string;
  /** Whether it means what it should on text of ASCII only. */
  readonly isForAscii: boolean;
}

/**
 * Writes a pattern of Rust's `regex` (which agentgateway uses) in the syntax of RE2. Rust's `\d`, `\w` and `\s` know all of Unicode,
 * its classes have set operations, its `(?x)` allows spaces. What the two engines would read differently, and what Rust refuses, is
 * a problem: an expression must never match on a guess.
 *
 * RE2's `\b` and `\B` know only the letters of ASCII: such a pattern must not be used on other text.
 */
export function translateRegex(pattern: string): TranslatedRegex | RegexProblem {
  try {
    return new Translator(pattern).translate();
  } catch (error) {
    if (error instanceof PatternProblem) return { problem: error.problem };
    throw error;
  }
}

const REPETITION = /\{\d+(?:,\d*)?\}/y;
const GROUP = /\((?:\?(?:P?<([A-Za-z_][A-Za-z0-9_.[\]]*)>|([a-zA-Z]*)(?:-([a-zA-Z]+))?([:)])))?/y;

/** Largest program, in instructions, about; Rust's limit of 10 MiB is near. */
const MAX_SIZE = 50_000;

/** Instructions of a class, about. */
const CLASS_SIZE = 4;

/** An open group. */
interface Group {
  /** Whether spaces and comments are left out. */
  isVerbose: boolean;
  /** Instructions so far, without those of the last part. */
  size: number;
  /** Instructions of the last part, which a repetition multiplies. */
  last: number;
}

class Translator {
  private position = 0;
  private output = '';
  private isForAscii = false;
  private readonly groups: Group[] = [{ isVerbose: false, size: 0, last: 0 }];

  constructor(private readonly pattern: string) {}

  translate(): TranslatedRegex {
    while (this.position < this.pattern.length) this.part();
    this.grow(0);
    return { pattern: this.output, isForAscii: this.isForAscii };
  }

  private part(): void {
    const char = this.pattern[this.position];
    switch (char) {
      case '\\':
        return this.escape();
      case '[': {
        const { text, end } = parseClass(this.pattern, this.position);
        this.grow(CLASS_SIZE);
        return this.emit(text, end - this.position);
      }
      case '(':
        return this.group();
      case ')':
        this.close();
        return this.emit(char, 1);
      case '{': {
        const repetition = this.match(REPETITION);
        if (!repetition) throw new PatternProblem('a `{` that is no repetition');
        this.repeat(Math.max(...repetition[0].slice(1, -1).split(',').map(Number)) + 1);
        return this.emit(repetition[0], repetition[0].length);
      }
    }
    if (this.top.isVerbose) {
      if (/\s/.test(char)) return this.emit('', 1);
      if (char === '#') return this.emit('', this.pattern.slice(this.position).search(/\n|$/));
    }
    this.grow(1);
    const point = String.fromCodePoint(this.pattern.codePointAt(this.position)!);
    this.emit(point, point.length);
  }

  private escape(): void {
    const { text, length } = translateEscape(this.pattern, this.position + 1);
    this.grow(CLASS_SIZE);
    this.isForAscii ||= text === '\\b' || text === '\\B';
    this.emit(text, length + 1);
  }

  private group(): void {
    const match = this.match(GROUP);
    if (!match || (match[0] === '(' && this.pattern[this.position + 1] === '?')) throw new PatternProblem('a group that Rust does not know');
    const [text, name, on = '', off = '', close] = match;
    const isVerbose = on.includes('x') || (this.top.isVerbose && !off.includes('x'));
    if (name !== undefined) {
      this.open(isVerbose);
      return this.emit(`(?P<${name}>`, text.length);
    }
    if (close === undefined) {
      this.open(isVerbose);
      return this.emit('(', 1);
    }
    const flags = flagsOf(on, off);
    if (close === ')') {
      if (on === '' && off === '') throw new PatternProblem('an empty `(?)`');
      this.top.isVerbose = isVerbose;
      return this.emit(flags === '' ? '' : `(?${flags})`, text.length);
    }
    this.open(isVerbose);
    this.emit(`(?${flags}:`, text.length);
  }

  private get top(): Group {
    return this.groups[this.groups.length - 1];
  }

  private open(isVerbose: boolean): void {
    this.groups.push({ isVerbose, size: 0, last: 0 });
  }

  private close(): void {
    if (this.groups.length === 1) return;
    const { size, last } = this.groups.pop()!;
    this.grow(size + last + 1);
  }

  /** Takes a part of that many instructions in. */
  private grow(size: number): void {
    this.top.size += this.top.last;
    this.top.last = size;
    this.check();
  }

  private repeat(times: number): void {
    this.top.last *= times;
    this.check();
  }

  private check(): void {
    if (this.top.size + this.top.last > MAX_SIZE) throw new PatternProblem('it is too large');
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    return pattern.exec(this.pattern);
  }

  private emit(text: string, length: number): void {
    this.output += text;
    this.position += length;
  }
}

/** Unicode is always on and spaces are gone already. */
function flagsOf(on: string, off: string): string {
  if (/[^imsUux]/.test(on) || /[^imsUx]/.test(off)) throw new PatternProblem('a flag that is not supported');
  const [left, right] = [on.replace(/[ux]/g, ''), off.replace(/x/g, '')];
  return right === '' ? left : `${left}-${right}`;
}

/** @param position behind the backslash */
function translateEscape(pattern: string, position: number): { readonly text: string; readonly length: number } {
  const char = pattern[position] ?? '';
  const perl = PERL_CLASSES.get(char);
  if (perl) return { text: perl.alone, length: 1 };
  if (/[AzbBaftnrv]/.test(char)) return { text: `\\${char}`, length: 1 };
  const point = readCodePoint(pattern, position);
  if (point) return { text: `\\x{${point.value.toString(16)}}`, length: point.length };
  const property = readProperty(pattern, position);
  if (property) return { text: `\\${property}`, length: property.length };
  if (/[!-/:;=?@[-^`{-~]/.test(char)) return { text: `\\${char}`, length: 1 };
  throw new PatternProblem(`\`\\${char}\` is no escape sequence`);
}
