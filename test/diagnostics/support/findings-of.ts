import { diagnose, Diagnostic, ExternalObject } from '../../../src/diagnostics';
import { readManifests, TargetVersion } from '../../../src/manifest';

/** What one rule reports in these manifests. */
export function findingsOf(code: string, text: string, external: readonly ExternalObject[] = [], targetVersion: TargetVersion = '1.4'): readonly Diagnostic[] {
  const { manifests } = readManifests([{ file: 'example.yaml', text }]);
  return diagnose(manifests, { targetVersion, external }).filter((found) => found.code === code);
}
