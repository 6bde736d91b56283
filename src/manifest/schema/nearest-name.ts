/**
 * The name that another is most likely meant to be: the same but for case, one that it begins or is the plural of, one with few edits (at most a
 * third of its letters), or one that it goes on from. Undefined where none is that close.
 */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  if (name.length > 64) return undefined;
  const written = name.toLowerCase();
  const find = (fits: (known: string) => boolean): string[] => names.filter((candidate) => fits(candidate.toLowerCase()));
  return find((known) => known === written)[0]
    ?? find((known) => singularOf(known) === singularOf(written))[0]
    // what is cut short leaves much open: the shortest adds least
    ?? find((known) => written.length >= MIN_STEM && known.startsWith(singularOf(written))).sort((one, other) => one.length - other.length)[0]
    ?? fewestEdits(written, names)
    ?? find((known) => known.length > MIN_STEM && written.startsWith(known)).sort((one, other) => other.length - one.length)[0];
}

/** Fewer letters than this say nothing about what goes on from them. */
const MIN_STEM = 3;

function singularOf(word: string): string {
  return word.replace(/(?<=\w{2})ies$/, 'y').replace(/(?<=\w{2}[^s])s$/, '');
}

function fewestEdits(name: string, names: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let fewest = Math.floor(Math.max(name.length, 3) / 3) + 1;
  for (const candidate of names) {
    const edits = editDistance(name, candidate.toLowerCase());
    if (edits < fewest) [nearest, fewest] = [candidate, edits];
  }
  return nearest;
}

/** Letters to insert, remove or replace. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[other.length];
}
