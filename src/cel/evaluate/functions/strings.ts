import { CelError, CelUint, CelValue, plainValue, typeName } from '../../values';
import { spend, spendOnSearch, spendOnText } from '../budget';
import { FunctionCompiler, functionError, needText, ofReceiver, textOf } from './function-compiler';

export const stringFunctions: Readonly<Record<string, FunctionCompiler>> = {
  charAt: ofReceiver(1, 1, (text, [index], name) => {
    const points = pointsOf(needText(text));
    return points[needIndex(index)] ?? fail(name, 'the index is out of bounds');
  }),
  indexOf: ofReceiver(1, 2, (text, [part, from], name, written) => {
    atMost(2, written, name);
    return BigInt(indexOf(needText(text), needText(part), from));
  }),
  lastIndexOf: ofReceiver(1, 2, (text, [part, from], name, written) => {
    atMost(2, written, name);
    return BigInt(lastIndexOf(needText(text), needText(part), from));
  }),
  join: ofReceiver(0, 1, join),
  lowerAscii: ofReceiver(0, 0, (text) => asciiCase(needText(text), /[A-Z]+/g, (run) => run.toLowerCase())),
  upperAscii: ofReceiver(0, 0, (text) => asciiCase(needText(text), /[a-z]+/g, (run) => run.toUpperCase())),
  trim: ofReceiver(0, 0, (text) => trim(needText(text))),
  replace: ofReceiver(2, 3, (text, [from, to, limit], name, written) => {
    const args: [string, string, string] = [needText(text), needText(from), needText(to)];
    atMost(3, written, name);
    const count = limit === undefined ? -1 : needInt(limit);
    return replace(...args, count < 0 ? Infinity : count);
  }),
  split: ofReceiver(1, 2, (text, [separator, limit], name, written) => {
    const args: [string, string] = [needText(text), needText(separator)];
    atMost(2, written, name);
    const count = limit === undefined ? -1 : needInt(limit);
    return split(...args, count < 0 ? Infinity : count);
  }),
  substring: ofReceiver(1, 2, (text, [from, to], name, written) => {
    const points = pointsOf(needText(text));
    const start = needIndex(from);
    atMost(2, written, name);
    const end = to === undefined ? points.length : needIndex(to);
    if (end < start) throw functionError(name, 'the end is before the start');
    return points.slice(start, end).join('');
  }),
  stripPrefix: ofReceiver(1, 1, (receiver, [argument]) => {
    const [text, prefix] = [needText(receiver), needText(argument)];
    spendOnText(text.length);
    return text.startsWith(prefix) ? text.slice(prefix.length) : text;
  }),
  stripSuffix: ofReceiver(1, 1, (receiver, [argument]) => {
    const [text, suffix] = [needText(receiver), needText(argument)];
    spendOnText(text.length);
    return text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text;
  }),
  startsWith: comparesStart((text, prefix) => text.startsWith(prefix)),
  endsWith: comparesStart((text, suffix) => text.endsWith(suffix)),
};

/**
 * `startsWith` and `endsWith`. In agentgateway a receiver that is no string is replaced by the argument, which is then compared
 * with itself: the answer is true. So it is for a global call, whatever its second argument says. Strict mode refuses both.
 */
function comparesStart(run: (text: string, part: string) => boolean): FunctionCompiler {
  return ({ name, receiver, args: [argument], mode }) => {
    if (!argument) return ofReceiver(1, 1, () => false)({ name, receiver: receiver ?? argument, args: [], mode });
    const compared = (text: CelValue, part: CelValue): boolean => {
      const wanted = needText(part);
      const known = receiver ? textOf(text) : undefined;
      if (known === undefined && mode === 'strict') throw unexpectedReceiver(name, receiver && text);
      spendOnText(wanted.length);
      return known === undefined || run(known, wanted);
    };
    if (!receiver) return (frame) => compared(null, argument.run(frame));

    const subject = receiver.run;
    const literal = argument.constant?.value;
    if (typeof literal === 'string') {
      return (frame) => {
        const text = subject(frame);
        return typeof text === 'string' ? run(text, literal) : compared(text, literal);
      };
    }
    return (frame) => compared(subject(frame), argument.run(frame));
  };
}

/** @param receiver undefined: there is none */
export function unexpectedReceiver(name: string, receiver: CelValue | undefined): CelError {
  const what = receiver === undefined ? 'nothing before its point' : typeName(plainValue(receiver));
  return new CelError('UnexpectedReceiver', `\`${name}\` needs a string, got ${what}`);
}

function fail(name: string, problem: string): never {
  throw functionError(name, problem);
}

function atMost(most: number, written: number, name: string): void {
  if (written > most) throw functionError(name, `takes at most ${most} arguments, got ${written}`);
}

/** An index counts code points. */
function pointsOf(text: string): string[] {
  spend(text.length);
  return Array.from(text);
}

function lengthInPoints(text: string): number {
  return pointsOf(text).length;
}

function needIndex(value: CelValue): number {
  const index = needInt(value);
  if (index < 0) throw new CelError('Conversion', 'an index cannot be negative');
  return index;
}

function needInt(value: CelValue): number {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof CelUint) return Number(value.value);
  throw new CelError('Conversion', `${typeName(plainValue(value))} cannot be converted to an integer`);
}

function indexOf(text: string, part: string, from: CelValue | undefined): number {
  const base = from === undefined ? 0 : needIndex(from);
  if (base >= lengthInPoints(text)) return -1;
  spendOnSearch(text, part);
  const start = pointsOf(text).slice(0, base).join('').length;
  const found = text.indexOf(part, start);
  return found < 0 ? -1 : lengthInPoints(text.slice(0, found));
}

function lastIndexOf(text: string, part: string, from: CelValue | undefined): number {
  let searched = text;
  if (from !== undefined) {
    const base = needIndex(from);
    if (base >= lengthInPoints(text)) return -1;
    searched = pointsOf(text).slice(0, base + lengthInPoints(part)).join('');
  }
  spendOnSearch(searched, part);
  const found = searched.lastIndexOf(part);
  return found < 0 ? -1 : lengthInPoints(searched.slice(0, found));
}

function join(list: CelValue, [separator]: readonly CelValue[], name: string): string {
  if (!Array.isArray(list)) throw functionError(name, `${typeName(plainValue(list))} is no list`);
  spend(list.length);
  const glue = separator === undefined ? '' : needText(separator);
  const texts = (list as CelValue[]).map((element) => textOf(element) ?? fail(name, 'the list has elements that are no strings'));
  spendOnText(texts.reduce((length, text) => length + text.length + glue.length, 0));
  return texts.join(glue);
}

function asciiCase(text: string, letters: RegExp, change: (run: string) => string): string {
  spendOnText(text.length);
  return text.replace(letters, change);
}

/** Cuts off what Unicode calls white space, which is not quite what JavaScript cuts off. */
function trim(text: string): string {
  spendOnText(text.length);
  let [start, end] = [0, text.length];
  while (start < end && isSpace(text[start])) start++;
  while (end > start && isSpace(text[end - 1])) end--;
  spend(start + text.length - end);
  return text.slice(start, end);
}

function isSpace(char: string): boolean {
  return /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(char);
}

function replace(text: string, from: string, to: string, limit: number): string {
  if (limit === 0) return text;
  const parts = pieces(text, from, limit + 1);
  spendOnText(text.length + parts.length * to.length);
  return parts.join(to);
}

function split(text: string, separator: string, limit: number): string[] {
  return limit === 0 ? [] : pieces(text, separator, limit);
}

/** At most `limit` pieces; an empty separator stands before, between and behind all characters. */
function pieces(text: string, separator: string, limit: number): string[] {
  spend(text.length);
  spendOnSearch(text, separator);
  const all = separator === '' ? ['', ...text, ''] : text.split(separator);
  return all.length <= limit ? all : [...all.slice(0, limit - 1), all.slice(limit - 1).join(separator)];
}

