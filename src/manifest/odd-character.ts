import { YamlFinding } from './yaml-finding';

/** What kubectl's reader takes for the end of a line, and what it refuses wherever it stands, in comments too. */
const ODD = /\r(?!\n)|[\u0085\u2028\u2029\uFEFF]|[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** The first character of a text that kubectl reads otherwise than the parser here, or not at all. */
export function oddCharacter(text: string): YamlFinding | undefined {
  const found = ODD.exec(text);
  return found === null ? undefined : { offset: found.index, severity: 'error', ...explain(found[0]) };
}

function explain(character: string): Pick<YamlFinding, 'message' | 'help'> {
  switch (character) {
    case '\r':
      return { message: 'a carriage return without a line feed ends a line for some readers only', help: 'end lines with a line feed' };
    case '\u0085': case '\u2028': case '\u2029':
      return { message: 'kubectl takes a Unicode line separator for the end of a line', help: 'remove it, or write `"\\N"`, `"\\L"` or `"\\P"` for it in double quotes' };
    case '\uFEFF':
      return { message: 'kubectl takes a byte order mark only where the file begins', help: 'remove it; files that were joined bring one along' };
    default:
      return { message: 'a character here has no place in YAML', help: 'keep other files than manifests out of the folder' };
  }
}
