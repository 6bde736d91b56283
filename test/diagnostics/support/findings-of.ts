import { diagnose, Diagnostic, ExternalObject } from '../../../src/diagnostics';
import { readManifests } from '../../../src/manifest';

/** What one rule reports in these manifests. */
export function findingsOf(code: string, text: string, external: readonly ExternalObject[] = []): readonly Diagnostic[] {
  const { manifests } = readManifests([{ file: 'example.yaml', text }]);
  return diagnose(manifests, { targetVersion: '1.4', external }).filter((found) => found.code === code);
}
