import { hiddenInUnread } from './hidden-in-unread';
import { hiddenValues, type HiddenValues } from './hidden-values';
import { parseYaml } from './parse-yaml';
import { credentialsIn, type TextRange } from './secret-texts';
import { SourcePosition } from './source-position';
import { type YamlNode } from './yaml-node';

/** One line of a file as it may be shown, of a very long one what is near the mark, and the part of it that is meant. */
export interface SourceLine {
  readonly text: string;
  readonly range: TextRange;
}

interface SourceDocument {
  readonly from: number;
  readonly text: string;
  /** Undefined where it cannot be read. */
  readonly hidden?: HiddenValues;
  /** What the offsets of `hidden` count from. */
  readonly base: number;
}

/** How much of a line is looked at around a position: a whole file can be one. */
const REACH = 4000;

type Place = Pick<SourcePosition, 'line' | 'column'>;

/** Gives lines of a manifest file for reports. Nothing is looked at before it is asked for, and then no more than the document around it. */
export class SourceText {
  private readonly text: string;
  private lineStarts: readonly number[] | undefined;
  private documentStarts: readonly number[] | undefined;
  private readonly documents = new Map<number, SourceDocument>();

  /** @param roots what was read of the file already, in the order of the text */
  constructor(text: string, private readonly roots: readonly YamlNode[] = []) {
    // as positions are counted
    this.text = text.replace(/^\uFEFF/, '');
  }

  /**
   * The line of a position, with an ellipsis in the place of whatever may be a credential. Undefined where the file has no such line.
   *
   * @param end where the part that is meant ends; a value or a key ends where it is written to end
   */
  lineAt(position: Place, end?: Place): SourceLine | undefined {
    this.lineStarts ??= startsOf(this.text, /\n/g, 1);
    const start = this.lineStarts[position.line - 1];
    if (start === undefined) return undefined;
    const stop = (this.lineStarts[position.line] ?? this.text.length + 1) - 1;
    const at = Math.min(start + position.column - 1, stop);
    const begin = Math.max(start, at - REACH);
    const line = this.text.slice(begin, Math.min(stop, at + REACH)).replace(/\r$/, '');
    const document = this.documentAt(at);
    const from = Math.min(at - begin, line.length);
    const to = end === undefined ? endOf(document, at, line, from) : end.line > position.line ? line.length : start + end.column - 1 - begin;
    return hide(line, [from, Math.max(from + 1, Math.min(to, line.length))], hiddenOf(document, begin, line));
  }

  private documentAt(offset: number): SourceDocument {
    // nothing else in YAML may stand at the start of a line in this way
    this.documentStarts ??= startsOf(this.text, /^---(?=\s|$)/gm, 0);
    const index = lastAtMost(this.documentStarts, offset);
    const document = this.documents.get(index) ?? this.readDocument(this.documentStarts[index], this.documentStarts[index + 1] ?? this.text.length);
    this.documents.set(index, document);
    return document;
  }

  private readDocument(from: number, to: number): SourceDocument {
    const text = this.text.slice(from, to);
    const known = this.roots[lastAtMost(this.roots, to - 1, ({ offset }) => offset)];
    // behind an end that is written out another document can begin
    if (known !== undefined && known.offset >= from && known.offset < to && !/^\.\.\.(?=\s|$)/m.test(text)) {
      return { from, text, hidden: hiddenValues(known), base: 0 };
    }
    const [document, ...others] = [...parseYaml(text)].filter(({ root, error }) => root !== null || error !== undefined);
    // what is meant to be an object and is a text can hold anything
    const isRead = document?.error === undefined && document?.root?.kind !== 'scalar' && others.length === 0;
    return { from, text, ...(isRead && { hidden: hiddenValues(document?.root ?? null) }), base: from };
  }
}

function endOf({ base, hidden }: SourceDocument, offset: number, line: string, column: number): number {
  const end = hidden?.ends.get(offset - base);
  if (end === undefined) return column + (/^[*!&][^\s,\]}]*/.exec(line.slice(column))?.[0].length ?? 1);
  // of a block only its `|` is on this line
  return /^[|>]/.test(line.slice(column)) ? column + 1 : column + end - (offset - base);
}

function hiddenOf({ from, text, hidden, base }: SourceDocument, lineStart: number, line: string): readonly TextRange[] {
  if (hidden === undefined) return hiddenInUnread(text, lineStart - from, line);
  const start = lineStart - base;
  const indentation = Math.max(line.search(/\S/), 0);
  const ranges = hidden.ranges.flatMap(([begin, end]): TextRange[] =>
    begin < start + line.length && end > start ? [[Math.max(begin - start, indentation), Math.min(end - start, line.length)]] : []);
  if (!hidden.hidesComments) return credentialsIn(line);
  // who comments on a credential may repeat it
  const last = Math.max(0, ...ranges.map(([, end]) => end));
  const comment = line.slice(last).search(/(?<![^\s"'\]}])#/);
  return [...ranges, ...credentialsIn(line), ...comment < 0 ? [] : [[last + comment, line.length] as const]];
}

/** Puts an ellipsis into the place of each range; the marked part moves with the text. */
function hide(line: string, [from, to]: TextRange, ranges: readonly TextRange[]): SourceLine {
  let text = '';
  let done = 0;
  let [start, end] = [from, to];
  for (const [begin, stop] of [...ranges].sort(([one], [other]) => one - other)) {
    if (stop <= done) continue;
    text += line.slice(done, Math.max(begin, done));
    const shown = text.length;
    // a mark inside what is hidden is on the ellipsis
    if (from >= begin && from < stop) start = shown;
    else if (from >= stop) start = from - stop + shown + 1;
    if (to > begin && to <= stop) end = shown + 1;
    else if (to > stop) end = to - stop + shown + 1;
    text += '…';
    done = stop;
  }
  return { text: text + line.slice(done), range: [start, Math.max(start + 1, end)] };
}

function startsOf(text: string, pattern: RegExp, behind: number): readonly number[] {
  return [...new Set([0, ...[...text.matchAll(pattern)].map(({ index }) => index + behind)])];
}

/** The index of the last element that is not behind a limit; 0 where there is none. */
function lastAtMost(numbers: readonly number[], limit: number): number;
function lastAtMost<T>(elements: readonly T[], limit: number, place: (element: T) => number): number;
function lastAtMost<T>(elements: readonly T[], limit: number, place = (element: T) => Number(element)): number {
  let [from, to] = [0, elements.length];
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (place(elements[middle]) <= limit) from = middle; else to = middle;
  }
  return from;
}
