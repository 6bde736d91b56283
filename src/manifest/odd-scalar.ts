import { SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { YamlFinding } from './yaml-finding';

/** Surrogates and what is beyond Unicode, `\/`, and an escaped line break before an empty line, among the escapes of a text. */
const ESCAPE = /\\(?:(\/|u[dD][89a-fA-F]|U(?!000[1-9a-fA-F]|0010|0000(?![dD][89a-fA-F]))|\r?\n[ \t]*\r?\n)|[^])/g;

/** A tab before the first character of a line. */
const TAB_IN_INDENTATION = /\n *\t/;

/** What kubectl reads otherwise inside a scalar that is not a block, or not at all. */
export function oddScalar(text: string, { style, fast, valueStart, valueEnd }: ScalarEvent, inFlow: boolean): YamlFinding | undefined {
  if (style === SCALAR_STYLE.PLAIN) {
    const written = text.slice(valueStart, valueEnd);
    if (!fast && TAB_IN_INDENTATION.test(written)) {
      return finding(valueStart, 'kubectl does not read a text without quotes that has a tab before one of its lines', 'indent with spaces, or put the text in quotes');
    }
    return inFlow ? oddInFlow(written, valueStart) : undefined;
  }
  // fast: without escapes and on one line
  if (style !== SCALAR_STYLE.DOUBLE_QUOTED || fast) return undefined;
  for (const { 1: odd, index } of text.slice(valueStart, valueEnd).matchAll(ESCAPE)) {
    if (odd === undefined) continue;
    const offset = valueStart + index;
    if (odd === '/') return finding(offset, 'kubectl does not know the escape `\\/` outside of JSON', 'write `/`');
    if (odd.endsWith('\n')) return finding(offset, 'kubectl keeps the empty line behind this `\\`', 'write `\\n` for a line break, and no empty line');
    return finding(offset, 'kubectl does not take half a character as an escape outside of JSON', 'write the character itself');
  }
  return undefined;
}

function oddInFlow(written: string, offset: number): YamlFinding | undefined {
  if (written.includes('?')) return finding(offset, 'kubectl reads a `?` between brackets as the start of a key', 'put the text in quotes');
  if (written.startsWith(':')) return finding(offset, 'kubectl reads a `:` between brackets as the end of a key', 'put the text in quotes');
  // in JSON this is a number that is too large, in YAML a text
  const isTooLarge = /^-?\d[\d.]*[eE]/.test(written) && Math.abs(Number(written)) === Infinity;
  return isTooLarge ? finding(offset, `\`${written}\` is no number that JSON can carry`, 'put the text in quotes') : undefined;
}

function finding(offset: number, message: string, help: string): YamlFinding {
  return { offset, severity: 'error', message, help };
}
