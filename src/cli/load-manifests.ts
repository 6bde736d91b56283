import { readFileSync } from 'node:fs';
import { diagnose, DiagnoseOptions, Diagnostic, diagnosticOfProblem } from '../diagnostics';
import {
  findManifestFiles, Manifest, ManifestFile, ManifestInputError, readConstructMetadata, readManifests, SourceTexts, sourceTexts,
} from '../manifest';
import { ConstructOf, RecordedConstructs, recordedConstructs } from './recorded-constructs';

/** What the files say, and what is wrong with it. */
export interface LoadedManifests {
  readonly manifests: readonly Manifest[];
  readonly diagnostics: readonly Diagnostic[];
  readonly textOf: SourceTexts;
  readonly constructOf: ConstructOf;
}

/**
 * Reads the files and folders that a command was given and judges what is in them.
 *
 * @param judge what judges the manifests, {@link diagnose} where nothing else is given
 * @throws ManifestInputError if a path does not exist or holds no manifest
 */
export function loadManifests(paths: readonly string[], options: DiagnoseOptions, judge = diagnose): LoadedManifests {
  const files: ManifestFile[] = [];
  const records: RecordedConstructs[] = [];
  for (const file of findManifestFiles([...paths])) {
    const text = readFileSync(file, 'utf8');
    const recorded = readConstructMetadata(file, text);
    if (recorded === undefined) files.push({ file, text });
    else records.push({ file, paths: recorded });
  }
  if (files.length === 0) {
    throw new ManifestInputError(`\`${records[0].file}\` is no manifest`, 'name a folder with `*.yaml`, `*.yml` or `*.json` files beside it');
  }
  const { manifests, problems } = readManifests(files);
  return {
    manifests,
    diagnostics: [...problems.map(diagnosticOfProblem), ...judge(manifests, options)],
    textOf: sourceTexts(files, manifests),
    constructOf: recordedConstructs(records, manifests),
  };
}
