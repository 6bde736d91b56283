import { readFileSync } from 'node:fs';
import { diagnose, DiagnoseOptions, Diagnostic, diagnosticOfProblem } from '../diagnostics';
import { findManifestFiles, Manifest, readManifests } from '../manifest';

/** What the files say, and what is wrong with it. */
export interface LoadedManifests {
  readonly manifests: readonly Manifest[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the files and folders that a command was given and judges what is in them.
 *
 * @throws ManifestInputError if a path does not exist or holds no manifest
 */
export function loadManifests(paths: readonly string[], options: DiagnoseOptions): LoadedManifests {
  const files = findManifestFiles([...paths]).map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  const { manifests, problems } = readManifests(files);
  return { manifests, diagnostics: [...problems.map(diagnosticOfProblem), ...diagnose(manifests, options)] };
}
