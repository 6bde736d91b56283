import { CelFunc, celFunc, celMethod, CelScalar, listType } from '@bufbuild/cel';
import { strings as upstream } from '@bufbuild/cel/ext';
import { formatText } from './format-text';
import { goRegexp } from '../../go-regexp';

const { BOOL, DYN, INT, STRING } = CelScalar;

/** What counts characters or parts, where the upstream library counts UTF-16 units or differs from cel-go in the count. */
const REPLACED = new Set(['charAt', 'indexOf', 'lastIndexOf', 'replace', 'split', 'substring', 'join', 'trim', 'format']);

/** What Go's `unicode.IsSpace` takes off. */
const SPACE = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
const SPACES_AROUND = new RegExp(`^${SPACE}|${SPACE}$`, 'gu');

/** The strings library of cel-go, with positions in characters (code points), and `matches` by RE2. */
export const strings: CelFunc[] = [
  ...upstream.filter(({ name }) => !REPLACED.has(name)),
  celMethod('charAt', STRING, [INT], STRING, function (index) {
    const characters = [...this];
    return characters[inRange(index, characters.length)] ?? '';
  }),
  celMethod('indexOf', STRING, [STRING], INT, function (part) { return indexOf(this, part, 0n); }),
  celMethod('indexOf', STRING, [STRING, INT], INT, function (part, from) { return indexOf(this, part, from); }),
  celMethod('lastIndexOf', STRING, [STRING], INT, function (part) { return lastIndexOf(this, part); }),
  celMethod('lastIndexOf', STRING, [STRING, INT], INT, function (part, from) { return lastIndexOf(this, part, from); }),
  celMethod('replace', STRING, [STRING, STRING], STRING, function (part, by) { return this.replaceAll(part, () => by); }),
  celMethod('replace', STRING, [STRING, STRING, INT], STRING, function (part, by, count) {
    let left = count < 0n ? Infinity : Number(count);
    return this.replaceAll(part, (found) => (left-- > 0 ? by : found));
  }),
  celMethod('split', STRING, [STRING], listType(STRING), function (by) { return split(this, by); }),
  celMethod('split', STRING, [STRING, INT], listType(STRING), function (by, count) {
    if (count === 0n) return [];
    const parts = split(this, by);
    if (count < 0n || parts.length <= count) return parts;
    const whole = Number(count) - 1;
    return [...parts.slice(0, whole), parts.slice(whole).join(by)];
  }),
  celMethod('substring', STRING, [INT], STRING, function (start) {
    const characters = [...this];
    return characters.slice(inRange(start, characters.length)).join('');
  }),
  celMethod('substring', STRING, [INT, INT], STRING, function (start, end) {
    const characters = [...this];
    if (start > end) throw new Error(`invalid substring range. start: ${start}, end: ${end}`);
    return characters.slice(inRange(start, characters.length), inRange(end, characters.length)).join('');
  }),
  celMethod('join', listType(DYN), [], STRING, function () { return texts(this).join(''); }),
  celMethod('join', listType(DYN), [STRING], STRING, function (by) { return texts(this).join(by); }),
  celMethod('trim', STRING, [], STRING, function () { return this.replace(SPACES_AROUND, ''); }),
  celMethod('format', STRING, [listType(DYN)], STRING, function (values) { return formatText(this, [...values]); }),
  celMethod('matches', STRING, [STRING], BOOL, function (pattern) { return goRegexp(pattern).test(this); }),
  celFunc('matches', [STRING, STRING], BOOL, (text, pattern) => goRegexp(pattern).test(text)),
];

function inRange(index: bigint, length: number): number {
  if (index < 0n || index > length) throw new Error(`index out of range: ${index}`);
  return Number(index);
}

function indexOf(text: string, part: string, from: bigint): bigint {
  const characters = [...text];
  const start = inRange(from, characters.length);
  const units = characters.slice(0, start).join('').length;
  const found = text.indexOf(part, units);
  return found < 0 ? -1n : BigInt([...text.slice(0, found)].length);
}

function lastIndexOf(text: string, part: string, from?: bigint): bigint {
  const characters = [...text];
  const units = from === undefined ? Infinity : characters.slice(0, inRange(from, characters.length)).join('').length;
  const found = text.lastIndexOf(part, units);
  return found < 0 ? -1n : BigInt([...text.slice(0, found)].length);
}

function split(text: string, by: string): string[] {
  return by === '' ? [...text] : text.split(by);
}

function texts(list: Iterable<unknown>): string[] {
  return [...list].map((item) => {
    if (typeof item !== 'string') throw new Error('no such overload: join takes a list of strings');
    return item;
  });
}
