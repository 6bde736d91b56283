import { parseEvents } from 'js-yaml';
import { findingOfYamlError } from './finding-of-yaml-error';
import { NodeBuilder, type ParsedYaml } from './yaml-node-builder';

/** How deep maps and lists may be nested; Kubernetes objects stay below 40. The parser recurses, and its stack must hold. */
const MAX_DEPTH = 200;

/** A file with more is no file of manifests, and each error takes its time. */
const MAX_ERRORS = 100;

/** Where a document begins. Nothing else in YAML may stand at the start of a line in this way. */
const DOCUMENT_START = /^---(?=\s|$)/gm;

/** Parses the documents of a text, each for itself: an error in one leaves the others. Unquoted texts are read as YAML 1.1. Never throws. */
export function parseYaml(text: string): readonly ParsedYaml[] {
  const whole = documentsOrError(text, 0);
  // the parser stops at the first error, so what stands before and behind it is parsed apart
  return Array.isArray(whole) ? whole : documentsOfParts(text, whole);
}

function documentsOfParts(text: string, error: ParsedYaml): readonly ParsedYaml[] {
  const starts = [...text.matchAll(DOCUMENT_START)].map(({ index }) => withDirectives(text, index));
  if (starts.length === 0) return [error];
  const documents: ParsedYaml[] = [];
  let errors = 0;
  for (const [index, start] of [0, ...starts].entries()) {
    if (errors === MAX_ERRORS) {
      const message = `${MAX_ERRORS} documents of this file cannot be read, and the rest is left unread`;
      documents.push({ root: null, error: { offset: start, severity: 'error', message, help: 'correct those first' } });
      break;
    }
    const part = documentsOrError(text.slice(start, starts[index]), start);
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
function documentsOrError(text: string, base: number): ParsedYaml[] | ParsedYaml {
  try {
    const builder = new NodeBuilder(text, base);
    for (const event of parseEvents(text, { maxDepth: MAX_DEPTH })) builder.add(event);
    return builder.documents;
  } catch (error) {
    return { root: null, error: findingOfYamlError(error, text, base, MAX_DEPTH) };
  }
}
