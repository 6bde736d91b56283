import { Diagnostic, ExternalObject, parseExternalObject, reportGithub, reportJson, reportJunit, reportSarif, reportText, Severity } from '../diagnostics';
import { Manifest, SourceTexts, TargetVersion } from '../manifest';
import { CheckFormat } from './check-formats';
import { Io } from './io';
import { loadManifests } from './load-manifests';
import { ConstructOf } from './recorded-constructs';
import { UsageError } from './usage-error';

export interface CheckArgs {
  readonly paths: readonly string[];
  readonly format: CheckFormat;
  /** The least severity that makes the command fail. */
  readonly failOn: Severity;
  readonly targetVersion: TargetVersion;
  /** Objects that exist elsewhere, written `Kind/namespace/name`. */
  readonly external: readonly string[];
  /** File or folder with the CRDs of the cluster, to validate against as its API server would. */
  readonly crds?: string;
}

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** `check PATH…`: all diagnostics over files and folders. Exit 0 without findings of the given severity, else 1. */
export function check({ paths, format, failOn, targetVersion, external, crds }: CheckArgs, io: Io): number {
  const options = { targetVersion, external: external.map(externalObject) };
  const byCrds = crds === undefined ? undefined : (manifests: readonly Manifest[]) => loadJudge().judgeByCrds(manifests, options, crds);
  const { diagnostics, textOf, constructOf } = loadManifests(paths, options, byCrds);
  const sorted = diagnostics.map((diagnostic) => withConstruct(diagnostic, constructOf)).sort(bySeverityAndPlace);
  io.stdout(report(sorted, format, targetVersion, textOf));
  return sorted.some(({ severity, acknowledged }) => acknowledged === undefined && ORDER.indexOf(severity) <= ORDER.indexOf(failOn)) ? 1 : 0;
}

// the evaluator of CRD rules is large, and most checks do without
// eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only where it is asked for
const loadJudge = () => require('./judge-by-crds') as typeof import('./judge-by-crds');

function externalObject(text: string): ExternalObject {
  const object = parseExternalObject(text);
  if (!object) {
    throw new UsageError(`\`--external ${text}\` names no object`, 'write kind, namespace and name, for example `--external Gateway/infra/agentgateway-proxy`');
  }
  return object;
}

function withConstruct(diagnostic: Diagnostic, constructOf: ConstructOf): Diagnostic {
  const { object, source, construct } = diagnostic;
  const recorded = construct ?? (object && source && constructOf(object, source));
  return recorded === undefined ? diagnostic : { ...diagnostic, construct: recorded };
}

function report(diagnostics: readonly Diagnostic[], format: CheckFormat, targetVersion: TargetVersion, textOf: SourceTexts): string {
  switch (format) {
    case 'text': return reportText(diagnostics, textOf);
    case 'json': return reportJson(diagnostics, targetVersion);
    case 'sarif': return reportSarif(diagnostics);
    case 'junit': return reportJunit(diagnostics);
    case 'github': return reportGithub(diagnostics);
  }
}

function bySeverityAndPlace(one: Diagnostic, other: Diagnostic): number {
  return ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity)
    || byCodeUnits(one.source?.file ?? '', other.source?.file ?? '')
    || (one.source?.line ?? 0) - (other.source?.line ?? 0)
    || byCodeUnits(one.code, other.code);
}

/** The same on every machine, whatever its locale. */
function byCodeUnits(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
