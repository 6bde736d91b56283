import { diagnose } from '../../../src/diagnostics';
import { readManifests, TargetVersion } from '../../../src/manifest';

/** The codes of what is found in documents that a release would take. */
export function codesOf(yaml: string, targetVersion: TargetVersion = '1.4'): readonly string[] {
  const { manifests, problems } = readManifests([{ file: 'example.yaml', text: yaml }]);
  expect(problems).toEqual([]);
  const codes = diagnose(manifests, { targetVersion }).map(({ code }) => code);
  expect(codes.filter((code) => code === 'S01' || code === 'S02')).toEqual([]);
  return codes;
}
