import { findingOfYamlError } from './finding-of-yaml-error';
import { oddCharacter } from './odd-character';
import { readOtherwise } from './read-otherwise';
import { MAX_DEPTH, yamlEvents, type Rereading } from './yaml-events';
import { YamlFinding } from './yaml-finding';
import { NodeBuilder, type ParsedYaml } from './yaml-node-builder';

/** How much of a file is parsed again for lines that stand too far left: some seconds. */
const MAX_REREAD = 16 * 1024 * 1024;

/** What kubectl takes for the line between two documents, and refuses for what stands on it. */
const FULL_SEPARATOR = /^---(?:[ \t]*[^ \t\r\n#]|#)/m;

/** Where a document begins. Nothing else in YAML may stand at the start of a line in this way. */
const DOCUMENT_START = /^---(?=\s|$)/gm;

/**
 * Parses the documents of a text, each for itself when it is asked for: an error in one leaves the others. Unquoted texts are read as YAML 1.1.
 * Never throws.
 */
export function* parseYaml(text: string): Generator<ParsedYaml> {
  const whole = documentsOrError(text, 0, { charactersLeft: 0 });
  if (Array.isArray(whole)) {
    yield* whole;
    return;
  }
  // the parser stops at the first error, so what stands before and behind it is parsed apart
  const starts = [...text.matchAll(DOCUMENT_START)].map(({ index }) => withDirectives(text, index));
  const rereading = { charactersLeft: MAX_REREAD };
  for (const [index, start] of [0, ...starts].entries()) {
    const part = documentsOrError(text.slice(start, starts[index]), start, rereading);
    if (Array.isArray(part)) yield* part;
    else yield part;
  }
}

/** Where the directives begin that stand before a document. */
function withDirectives(text: string, start: number): number {
  let from = start;
  while (from > 0) {
    // where the text begins with a line break, a search from before it finds that again
    const line = from < 2 ? 0 : text.lastIndexOf('\n', from - 2) + 1;
    if (text[line] !== '%') break;
    from = line;
  }
  return from;
}

/** @param base where the text stands in its file */
function documentsOrError(text: string, base: number, rereading: Rereading): ParsedYaml[] | ParsedYaml {
  const odd = oddCharacter(text) ?? refusedSeparator(text);
  if (odd !== undefined) return refused(odd, base);
  const events = yamlEvents(text, rereading);
  if ('reason' in events) return { root: null, error: findingOfYamlError(events, text, base, MAX_DEPTH) };
  const otherwise = readOtherwise(text, events);
  if (otherwise !== undefined) return refused(otherwise, base);
  const builder = new NodeBuilder(text, base);
  for (const event of events) builder.add(event);
  return builder.documents;
}

function refused(finding: YamlFinding, base: number): ParsedYaml {
  return { root: null, error: { ...finding, offset: base + finding.offset } };
}

function refusedSeparator(text: string): YamlFinding | undefined {
  const separator = FULL_SEPARATOR.exec(text);
  if (separator === null) return undefined;
  const message = 'kubectl reads nothing that stands behind `---` on its line';
  return { offset: separator.index, severity: 'error', message, help: 'begin a new line behind `---`; indent the line where it is part of a text' };
}
