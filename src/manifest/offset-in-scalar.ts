import { type YamlScalar } from './yaml-node';

/**
 * Where a character of a value stands in the text that the value is written in. Folding and indentation only change white space, so the other
 * characters of both are walked side by side. Undefined where they differ: an escape by number is not followed.
 */
export function offsetInScalar({ offset, text, within }: YamlScalar, index: number): number | undefined {
  const written = within.text;
  let at = offset - within.base;
  const style = written[at];
  if (style === '|' || style === '>') at = written.indexOf('\n', at) + 1;
  else if (style === '\'' || style === '"') at++;
  for (let reached = 0; reached < text.length; reached++) {
    if (isWhite(text[reached])) {
      if (reached === index) break;
      continue;
    }
    at = skipWhite(written, at, style);
    if (reached === index) break;
    const length = lengthOfCharacter(written, at, style);
    if (written[at + length - 1] !== text[reached]) return undefined;
    at += length;
  }
  return within.base + at;
}

function isWhite(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r';
}

function skipWhite(written: string, from: number, style: string): number {
  let at = from;
  for (;;) {
    if (isWhite(written[at])) at++;
    else if (style === '"' && written[at] === '\\' && /[ntr \t\r\n]/.test(written[at + 1] ?? '')) at += 2;
    else return at;
  }
}

/** How much is written for one character: quotes are doubled between single quotes, and escaped between double ones. */
function lengthOfCharacter(written: string, at: number, style: string): 1 | 2 {
  const doubled = style === '\'' && written[at] === '\'';
  const escaped = style === '"' && written[at] === '\\' && /["\\/]/.test(written[at + 1] ?? '');
  return doubled || escaped ? 2 : 1;
}
