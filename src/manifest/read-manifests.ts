import { collectManifests, ReadManifests } from './collect-manifests';
import { locateIn, type Locate } from './locate';
import { ManifestProblem } from './manifest-problem';
import { parseYaml } from './parse-yaml';
import { yamlDocument } from './yaml-document';
import { YamlManifestSource } from './yaml-manifest-source';
import { type ParsedYaml } from './yaml-node-builder';

/**
 * Larger files are refused unread, in characters: reading takes many times the memory of the text.
 * The API server takes objects of up to 1.5 MB, so this is room for many.
 */
const MAX_FILE_LENGTH = 8 * 1024 * 1024;

/** More of them of one severity tell nothing new about a file, and a file of repeated lines would fill the report. */
const MAX_MISTAKES = 100;

/** A file with its text. */
export interface ManifestFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Reads YAML or JSON files as kubectl does (YAML 1.1): several documents a file, anchors and aliases, `List` kinds taken apart.
 * A document with an error gives no manifest; the others of its file do. Never throws.
 */
export function readManifests(files: readonly ManifestFile[]): ReadManifests {
  const read: ReadManifests = { manifests: [], problems: [] };
  for (const file of files) readFile(file, read);
  return read;
}

function readFile({ file, text }: ManifestFile, read: ReadManifests): void {
  if (text.length > MAX_FILE_LENGTH) {
    read.problems.push({
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
  const counts = { error: 0, warning: 0, info: 0 };
  for (const document of parseYaml(written)) {
    const { manifests, problems } = readDocument(document, locate);
    read.manifests.push(...manifests);
    for (const problem of problems) {
      const { severity } = problem;
      counts[severity]++;
      // what is ignored on purpose is no mistake
      if (severity === 'info' || counts[severity] <= MAX_MISTAKES) read.problems.push(problem);
      else if (counts[severity] === MAX_MISTAKES + 1) read.problems.push(tooMany(severity, problem));
    }
    // warnings refuse nothing, and errors can still follow
    if (counts.error > MAX_MISTAKES) return;
  }
}

function tooMany(severity: 'error' | 'warning', { position }: ManifestProblem): ManifestProblem {
  const message = severity === 'error'
    ? `there are more than ${MAX_MISTAKES} mistakes in this file, and the rest of it is left unread`
    : `there are more than ${MAX_MISTAKES} warnings for this file`;
  return { code: 'S03', severity, message, help: 'correct those first', ...(position && { position }) };
}

function readDocument({ root, error }: ParsedYaml, locate: Locate): ReadManifests {
  const read: ReadManifests = { manifests: [], problems: [] };
  const document = yamlDocument(root);
  for (const { offset, ...finding } of error ? [error] : document.findings) read.problems.push({ code: 'S03', ...finding, position: locate(offset) });
  // null is a document of comments only, as templates leave behind
  if (error || document.value === undefined || document.value === null) return read;
  collectManifests(document.value, read, (base) => new YamlManifestSource(base, document, locate));
  return read;
}
