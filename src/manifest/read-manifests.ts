import { FieldPath } from './field-path';
import { kindOf } from './kinds/kinds';
import { locateIn, type Locate } from './locate';
import { Manifest } from './manifest';
import { ManifestProblem } from './manifest-problem';
import { notAnObjectProblem } from './not-an-object-problem';
import { parseYaml } from './parse-yaml';
import { readObject } from './read-object';
import { unreadKind } from './unread-kind';
import { yamlDocument, type YamlDocument } from './yaml-document';
import { YamlManifestSource } from './yaml-manifest-source';
import { type ParsedYaml } from './yaml-node-builder';

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
  if (text.length > MAX_FILE_LENGTH) {
    problems.push({
      code: 'S03',
      severity: 'error',
      message: `file has ${text.length} characters, more than the ${MAX_FILE_LENGTH} that are read`,
      help: 'split it, or leave out what is no manifest',
      position: { file, line: 1, column: 1 },
    });
    return;
  }
  const written = text.replace(/^\uFEFF/, '');
  const locate = locateIn(file, written);
  for (const document of parseYaml(written)) readDocument(document, locate, manifests, problems);
}

function readDocument({ root, error }: ParsedYaml, locate: Locate, manifests: Manifest[], problems: ManifestProblem[]): void {
  const read = yamlDocument(root);
  for (const { offset, ...finding } of error ? [error] : read.findings) problems.push({ code: 'S03', ...finding, position: locate(offset) });
  // null is a document of comments only, as templates leave behind
  if (!error && read.value !== undefined && read.value !== null) collect(read.value, [], read, locate, manifests, problems);
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
