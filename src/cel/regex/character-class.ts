import { PatternProblem } from './pattern-problem';
import { readCodePoint, readProperty } from './read-escape';

type Range = readonly [first: number, last: number];

/** The characters of a class: ranges, and pieces of RE2 syntax that stand for more than can be listed. */
export interface CharacterClass {
  readonly ranges: readonly Range[];
  readonly pieces: readonly string[];
}

const LAST = 0x10ffff;

/** What Unicode calls white space. */
const SPACES: readonly Range[] = [
  [0x09, 0x0d], [0x20, 0x20], [0x85, 0x85], [0xa0, 0xa0], [0x1680, 0x1680], [0x2000, 0x200a],
  [0x2028, 0x2029], [0x202f, 0x202f], [0x205f, 0x205f], [0x3000, 0x3000],
];

const WORD = '\\p{L}\\p{M}\\p{Nd}\\p{Nl}\\p{Pc}\\x{24b6}-\\x{24e9}\\x{200c}\\x{200d}';

/** `\d` and its like: as an element of a class, where that can be said, and alone. */
export const PERL_CLASSES: ReadonlyMap<string, { readonly alone: string; readonly element?: CharacterClass }> = new Map([
  ['d', { alone: '\\p{Nd}', element: { ranges: [], pieces: ['\\p{Nd}'] } }],
  ['D', { alone: '\\P{Nd}', element: { ranges: [], pieces: ['\\P{Nd}'] } }],
  ['s', { alone: write({ ranges: SPACES, pieces: [] }), element: { ranges: SPACES, pieces: [] } }],
  ['S', { alone: write({ ranges: complement(SPACES), pieces: [] }), element: { ranges: complement(SPACES), pieces: [] } }],
  ['w', { alone: `[${WORD}]`, element: { ranges: [], pieces: [WORD] } }],
  ['W', { alone: `[^${WORD}]` }],
]);

const NAMED_CLASS = /\[:(\^?)([a-z]+):\]/y;

const NAMED: Readonly<Record<string, readonly Range[]>> = {
  alnum: [[0x30, 0x39], [0x41, 0x5a], [0x61, 0x7a]],
  alpha: [[0x41, 0x5a], [0x61, 0x7a]],
  ascii: [[0x00, 0x7f]],
  blank: [[0x09, 0x09], [0x20, 0x20]],
  cntrl: [[0x00, 0x1f], [0x7f, 0x7f]],
  digit: [[0x30, 0x39]],
  graph: [[0x21, 0x7e]],
  lower: [[0x61, 0x7a]],
  print: [[0x20, 0x7e]],
  punct: [[0x21, 0x2f], [0x3a, 0x40], [0x5b, 0x60], [0x7b, 0x7e]],
  space: [[0x09, 0x0d], [0x20, 0x20]],
  upper: [[0x41, 0x5a]],
  word: [[0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]],
  xdigit: [[0x30, 0x39], [0x41, 0x46], [0x61, 0x66]],
};

/** Deepest nesting of classes in classes. */
const MAX_DEPTH = 20;

/** Writes the class that begins at `start` in the syntax of RE2. */
export function parseClass(pattern: string, start: number): { readonly text: string; readonly end: number } {
  const parser = new ClassParser(pattern, start + 1);
  const text = parser.whole();
  return { text, end: parser.position };
}

class ClassParser {
  constructor(private readonly pattern: string, public position: number) {}

  whole(): string {
    // RE2 can negate what cannot be listed only as a whole
    if (!this.skip('^')) return write(this.union(0));
    const negated = this.union(0);
    return negated.pieces.length > 0 ? `[^${body(negated)}]` : write({ ranges: complement(negated.ranges), pieces: [] });
  }

  /** Elements up to the closing bracket, with set operations from the left. */
  private union(depth: number): CharacterClass {
    if (depth > MAX_DEPTH) throw new PatternProblem('classes are nested too deeply');
    let left: CharacterClass | undefined;
    let operation = '';
    let current: { ranges: Range[]; pieces: string[] } = { ranges: [], pieces: [] };
    const begin = this.position;
    for (;;) {
      const two = this.pattern.slice(this.position, this.position + 2);
      const isEnd = this.pattern[this.position] === ']' && this.position > begin;
      if (isEnd || two === '&&' || two === '--' || two === '~~') {
        left = left ? combine(operation, left, current) : current;
        if (isEnd) {
          this.position++;
          return left;
        }
        operation = two;
        current = { ranges: [], pieces: [] };
        this.position += 2;
        continue;
      }
      const element = this.element(depth, this.position === begin);
      current.ranges.push(...element.ranges);
      current.pieces.push(...element.pieces);
    }
  }

  private element(depth: number, isFirst: boolean): CharacterClass {
    if (this.position >= this.pattern.length) throw new PatternProblem('a class that is not closed');
    if (this.pattern[this.position] === '[') return this.nested(depth);
    const first = this.item();
    if (typeof first !== 'number') return first;
    const isRange = this.pattern[this.position] === '-' && !'-]'.includes(this.pattern[this.position + 1] ?? ']');
    if (!isRange || (isFirst && first === 0x2d)) return { ranges: [[first, first]], pieces: [] };
    this.position++;
    const last = this.pattern[this.position] === '[' ? undefined : this.item();
    if (typeof last !== 'number' || last < first) throw new PatternProblem('a range in a class that ends before it begins');
    return { ranges: [[first, last]], pieces: [] };
  }

  private nested(depth: number): CharacterClass {
    NAMED_CLASS.lastIndex = this.position;
    const named = NAMED_CLASS.exec(this.pattern);
    if (named && Object.hasOwn(NAMED, named[2])) {
      this.position += named[0].length;
      return { ranges: named[1] ? complement(NAMED[named[2]]) : NAMED[named[2]], pieces: [] };
    }
    this.position++;
    const isNegated = this.skip('^');
    const inner = this.union(depth + 1);
    return isNegated ? { ranges: complement(listed(inner)), pieces: [] } : inner;
  }

  /** A character, or a class that a backslash names. */
  private item(): number | CharacterClass {
    const point = this.pattern.codePointAt(this.position)!;
    this.position += point > 0xffff ? 2 : 1;
    if (point !== 0x5c) return point;

    const char = this.pattern[this.position] ?? '';
    const perl = PERL_CLASSES.get(char);
    if (perl) {
      if (!perl.element) throw new PatternProblem(`\`\\${char}\` inside a class`);
      this.position++;
      return perl.element;
    }
    const code = readCodePoint(this.pattern, this.position);
    const property = code ? undefined : readProperty(this.pattern, this.position);
    this.position += code?.length ?? property?.length ?? 1;
    if (code) return code.value;
    if (property) return { ranges: [], pieces: [`\\${property}`] };
    const control = 'aftnrv'.indexOf(char);
    if (control >= 0 && char !== '') return [0x07, 0x0c, 0x09, 0x0a, 0x0d, 0x0b][control];
    if (/[!-/:-@[-^`{-~]/.test(char)) return char.charCodeAt(0);
    throw new PatternProblem(`\`\\${char}\` is no escape sequence`);
  }

  private skip(char: string): boolean {
    if (this.pattern[this.position] !== char) return false;
    this.position++;
    return true;
  }
}

function combine(operation: string, left: CharacterClass, right: CharacterClass): CharacterClass {
  const [a, b] = [listed(left), listed(right)];
  const both = complement([...complement(a), ...complement(b)]);
  if (operation === '&&') return { ranges: both, pieces: [] };
  const onlyLeft = complement([...complement(a), ...b]);
  if (operation === '--') return { ranges: onlyLeft, pieces: [] };
  return { ranges: [...onlyLeft, ...complement([...complement(b), ...a])], pieces: [] };
}

function listed({ ranges, pieces }: CharacterClass): readonly Range[] {
  if (pieces.length > 0) throw new PatternProblem('a set operation on a class of Unicode');
  return ranges;
}

function complement(ranges: readonly Range[]): Range[] {
  const gaps: Range[] = [];
  let next = 0;
  for (const [first, last] of [...ranges].sort(([a], [b]) => a - b)) {
    if (first > next) gaps.push([next, first - 1]);
    next = Math.max(next, last + 1);
  }
  if (next <= LAST) gaps.push([next, LAST]);
  return gaps;
}

function write(set: CharacterClass): string {
  // no character at all: RE2 has no empty class
  return set.ranges.length === 0 && set.pieces.length === 0 ? '[^\\x{0}-\\x{10ffff}]' : `[${body(set)}]`;
}

function body({ ranges, pieces }: CharacterClass): string {
  const listedRanges = ranges.map(([first, last]) => (first === last ? hex(first) : `${hex(first)}-${hex(last)}`));
  return [...listedRanges, ...pieces].join('');
}

function hex(point: number): string {
  return `\\x{${point.toString(16)}}`;
}
