import { SourcePosition } from './source-position';

/** Gives the position of an offset in a text. */
export type Locate = (offset: number) => SourcePosition;

/** Finds positions in the text of a file. Lines are counted at the first question, since most files have no findings. */
export function locateIn(file: string, text: string): Locate {
  let lines: readonly number[] | undefined;
  return (offset) => {
    lines ??= [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    let [from, to] = [0, lines.length];
    while (to - from > 1) {
      const middle = Math.floor((from + to) / 2);
      if (lines[middle] <= offset) from = middle; else to = middle;
    }
    return { file, line: from + 1, column: offset - lines[from] + 1 };
  };
}
