import { Diagnostic, reportJson, reportText, Severity } from '../diagnostics';
import { TargetVersion } from '../manifest';
import { Io } from './io';
import { loadManifests } from './load-manifests';

export interface CheckArgs {
  readonly paths: readonly string[];
  readonly format: 'text' | 'json';
  /** The least severity that makes the command fail. */
  readonly failOn: Severity;
  readonly targetVersion: TargetVersion;
}

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** `check PATH…`: all diagnostics over files and folders. Exit 0 without findings of the given severity, else 1. */
export function check({ paths, format, failOn, targetVersion }: CheckArgs, io: Io): number {
  const { diagnostics } = loadManifests(paths, targetVersion);
  const sorted = [...diagnostics].sort(bySeverityAndPlace);
  io.stdout(format === 'json' ? reportJson(sorted, targetVersion) : reportText(sorted));
  return sorted.some(({ severity, acknowledged }) => acknowledged === undefined && ORDER.indexOf(severity) <= ORDER.indexOf(failOn)) ? 1 : 0;
}

function bySeverityAndPlace(one: Diagnostic, other: Diagnostic): number {
  return ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity)
    || (one.source?.file ?? '').localeCompare(other.source?.file ?? '')
    || (one.source?.line ?? 0) - (other.source?.line ?? 0)
    || one.code.localeCompare(other.code);
}
