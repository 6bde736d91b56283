import { printableOf } from './printable';

/** Longer lines, such as inline key sets, are shown around the mark only. */
const LONGEST = 100;
/** How much of a long line comes before the mark. */
const BEFORE = 40;

/** A line of text with its number, if it has one, and below it a mark under the part that is meant. */
export function markLine(text: string, [from, to]: readonly [number, number], number?: number): readonly string[] {
  const { shown, start, end } = shorten(text, from, Math.max(to, from + 1));
  const gutter = `${number ?? ''}`.padStart(3);
  return [
    `${gutter} | ${printableOf(shown)}`.trimEnd(),
    `${' '.repeat(gutter.length)} | ${' '.repeat(start)}${'^'.repeat(end - start)}`,
  ];
}

function shorten(text: string, from: number, to: number): { shown: string; start: number; end: number } {
  if (text.length <= LONGEST) return { shown: text, start: from, end: to };
  const begin = boundary(text, Math.max(0, Math.min(from - BEFORE, text.length - LONGEST)));
  const stop = boundary(text, Math.min(text.length, begin + LONGEST));
  const before = begin === 0 ? '' : '…';
  const shift = before.length - begin;
  return {
    shown: `${before}${text.slice(begin, stop)}${stop === text.length ? '' : '…'}`,
    start: from + shift,
    end: Math.max(from + 1, Math.min(to, stop)) + shift,
  };
}

/** Not between the halves of a surrogate pair. */
function boundary(text: string, index: number): number {
  return /[\udc00-\udfff]/.test(text[index] ?? '') ? index - 1 : index;
}
