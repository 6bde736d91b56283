import { findingOfYamlError } from './finding-of-yaml-error';
import { MAX_DEPTH, yamlEvents, type Rereading } from './yaml-events';
import { NodeBuilder, type ParsedYaml } from './yaml-node-builder';

/** A file with more is no file of manifests, and each error takes its time. */
const MAX_ERRORS = 100;

/** How much of a file is parsed again for lines that stand too far left: some seconds. */
const MAX_REREAD = 16 * 1024 * 1024;

/** What kubectl takes for the line between two documents, and refuses for what stands on it. */
const FULL_SEPARATOR = /^---[^\S\n]*[^\s#]/m;

/** Where a document begins. Nothing else in YAML may stand at the start of a line in this way. */
const DOCUMENT_START = /^---(?=\s|$)/gm;

/** Parses the documents of a text, each for itself: an error in one leaves the others. Unquoted texts are read as YAML 1.1. Never throws. */
export function parseYaml(text: string): readonly ParsedYaml[] {
  const whole = documentsOrError(text, 0, { charactersLeft: 0 });
  // the parser stops at the first error, so what stands before and behind it is parsed apart
  return Array.isArray(whole) ? whole : documentsOfParts(text);
}

function documentsOfParts(text: string): readonly ParsedYaml[] {
  const starts = [...text.matchAll(DOCUMENT_START)].map(({ index }) => withDirectives(text, index));
  const rereading = { charactersLeft: MAX_REREAD };
  const documents: ParsedYaml[] = [];
  let errors = 0;
  for (const [index, start] of [0, ...starts].entries()) {
    if (errors === MAX_ERRORS) {
      const message = `${MAX_ERRORS} documents of this file cannot be read, and the rest is left unread`;
      documents.push({ root: null, error: { offset: start, severity: 'error', message, help: 'correct those first' } });
      break;
    }
    const part = documentsOrError(text.slice(start, starts[index]), start, rereading);
    if (Array.isArray(part)) {
      documents.push(...part);
    } else {
      documents.push(part);
      errors++;
    }
  }
  return documents;
}

/** Where the directives begin that stand before a document. */
function withDirectives(text: string, start: number): number {
  let from = start;
  while (from > 0) {
    const line = text.lastIndexOf('\n', from - 2) + 1;
    if (text[line] !== '%') break;
    from = line;
  }
  return from;
}

/** @param base where the text stands in its file */
function documentsOrError(text: string, base: number, rereading: Rereading): ParsedYaml[] | ParsedYaml {
  const separator = FULL_SEPARATOR.exec(text);
  if (separator !== null) return refusedSeparator(base + separator.index);
  const events = yamlEvents(text, rereading);
  if ('reason' in events) return { root: null, error: findingOfYamlError(events, text, base, MAX_DEPTH) };
  const builder = new NodeBuilder(text, base);
  for (const event of events) builder.add(event);
  return builder.documents;
}

function refusedSeparator(offset: number): ParsedYaml {
  const message = 'kubectl reads nothing that stands behind `---` on its line';
  return { root: null, error: { offset, severity: 'error', message, help: 'begin a new line behind `---`; indent the line where it is part of a text' } };
}
