import { PatternProblem } from './pattern-problem';

const CODE_POINT = /x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|[xuU]\{([0-9A-Fa-f]{1,8})\}/y;
const PROPERTY = /[pP](?:\{\^?\w+\}|[A-Z])/y;

/** `x41`, `u0041`, `U00000041`, `x{41}` behind a backslash. */
export function readCodePoint(pattern: string, position: number): { readonly value: number; readonly length: number } | undefined {
  CODE_POINT.lastIndex = position;
  const match = CODE_POINT.exec(pattern);
  if (!match) return undefined;
  const value = parseInt(match[1] ?? match[2] ?? match[3] ?? match[4], 16);
  if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) throw new PatternProblem('a code point that does not exist');
  return { value, length: match[0].length };
}

/** `pL`, `p{Greek}`, `P{^Lu}` behind a backslash. */
export function readProperty(pattern: string, position: number): string | undefined {
  PROPERTY.lastIndex = position;
  return PROPERTY.exec(pattern)?.[0];
}
