import { LineCounter, type Document, type YAMLError } from 'yaml';
import { FieldPath } from './field-path';
import { kindOf } from './kinds/kinds';
import { Manifest } from './manifest';
import { ManifestProblem } from './manifest-problem';
import { notAnObjectProblem } from './not-an-object-problem';
import { NestedTooDeeply, parseYaml } from './parse-yaml';
import { readObject } from './read-object';
import { unreadKind } from './unread-kind';
import { yamlDocument, type Locate, type YamlDocument } from './yaml-document';
import { YamlManifestSource } from './yaml-manifest-source';

/**
 * Larger files are refused unread, in characters: reading takes many times the memory of the text.
 * The API server takes objects of up to 1.5 MB, so this is room for many.
 */
const MAX_FILE_LENGTH = 8 * 1024 * 1024;

/** A file with its text. */
export interface ManifestFile {
  readonly file: string;
  readonly text: string;
}

/** What was read, and what could not be. */
export interface ReadManifests {
  readonly manifests: Manifest[];
  readonly problems: ManifestProblem[];
}

/**
 * Reads YAML or JSON files as kubectl does (YAML 1.1): several documents a file, anchors and aliases, `List` kinds taken apart.
 * A document with an error gives no manifest; the others of its file do. Never throws.
 */
export function readManifests(files: readonly ManifestFile[]): ReadManifests {
  const manifests: Manifest[] = [];
  const problems: ManifestProblem[] = [];
  for (const file of files) readFile(file, manifests, problems);
  return { manifests, problems };
}

function readFile({ file, text }: ManifestFile, manifests: Manifest[], problems: ManifestProblem[]): void {
  const problem = (message: string, help: string, position = { file, line: 1, column: 1 }): void => {
    problems.push({ code: 'S03', severity: 'error', message, help, position });
  };
  if (text.length > MAX_FILE_LENGTH) {
    problem(`file has ${text.length} characters, more than the ${MAX_FILE_LENGTH} that are read`, 'split it, or leave out what is no manifest');
    return;
  }
  const lines = new LineCounter();
  const locate: Locate = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  try {
    for (const document of parseYaml(text.replace(/^\uFEFF/, ''), lines)) readDocument(document, locate, manifests, problems);
  } catch (error) {
    if (!(error instanceof NestedTooDeeply)) throw error;
    problem(`file is ${error.message}`, 'no Kubernetes object needs that; flatten it', locate(error.offset));
  }
}

function readDocument(document: Document.Parsed, locate: Locate, manifests: Manifest[], problems: ManifestProblem[]): void {
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined) {
    problems.push({ code: 'S03', severity: 'error', ...explain(error), position: locate(error.pos[0]) });
    return;
  }
  const read = yamlDocument(document);
  for (const { offset, ...finding } of read.findings) problems.push({ code: 'S03', ...finding, position: locate(offset) });
  // null is a document of comments only, as templates leave behind
  if (read.value !== undefined && read.value !== null) collect(read.value, [], read, locate, manifests, problems);
}

function collect(
  value: unknown, base: FieldPath, document: YamlDocument, locate: Locate, manifests: Manifest[], problems: ManifestProblem[],
): void {
  if (isList(value)) {
    value.items.forEach((item, index) => collect(item, [...base, 'items', index], document, locate, manifests, problems));
    return;
  }
  const source = new YamlManifestSource(base, document, locate);
  const read = readObject(value);
  if ('object' in read) {
    manifests.push({ object: read.object, source });
  } else if (read.nameless !== undefined && kindOf(read.nameless) === undefined) {
    // such as a Kustomization: never applied, so it needs no name
    problems.push({ code: 'S05', ...unreadKind(read.nameless), position: source.positionOf(['kind']) });
  } else {
    problems.push(notAnObjectProblem(read, source));
  }
}

function isList(value: unknown): value is { items: unknown[] } {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, items } = value as Record<string, unknown>;
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items);
}

function explain(error: YAMLError): { message: string; help: string } {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { message: 'a tab is used for indentation', help: 'indent with spaces; YAML does not allow tabs there' };
    case 'TAG_RESOLVE_FAILED':
      return { message: 'the YAML tag here is not known to Kubernetes', help: 'remove the tag and write the value plainly' };
    case 'BAD_INDENT':
      return { message: 'the indentation does not fit the lines around it', help: 'line the keys of one map up in one column' };
    case 'MULTILINE_IMPLICIT_KEY':
    case 'MISSING_CHAR':
      return {
        message: `this is not valid YAML: ${reason(error)}`,
        help: 'look for a missing colon, quote or bracket on this line or the one before',
      };
    default:
      return {
        message: `this is not valid YAML: ${reason(error)}`,
        help: 'quote texts that hold `:`, `#`, `{` or `[`; a template must be rendered first',
      };
  }
}

/** The parser's own reason, in the manner of our messages. */
function reason({ message }: YAMLError): string {
  const line = message.split('\n', 1)[0].replace(/[.:]$/, '');
  return line.charAt(0).toLowerCase() + line.slice(1);
}
