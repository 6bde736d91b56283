/** The candidate that was probably meant, or nothing if none is close. */
export function suggestion(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  // a third of the letters, so that short names are not taken for each other
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(name, candidate);
    if (distance < bestDistance && distance < candidate.length) {
      [best, bestDistance] = [candidate, distance];
    }
  }
  return best;
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn one name into the other; a difference in case costs nothing. */
export function editDistance(left: string, right: string): number {
  const [from, to] = [left.toLowerCase(), right.toLowerCase()];
  // names come from users: beyond this length nothing is a slip of the finger
  if (Math.abs(from.length - to.length) > 8 || from.length > 64) {
    return Number.POSITIVE_INFINITY;
  }
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let distance = Math.min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (same ? 0 : 1));
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
        distance = Math.min(distance, beforePrevious[column - 2] + 1);
      }
      current.push(distance);
    }
    [beforePrevious, previous] = [previous, current];
  }
  return previous[to.length];
}
