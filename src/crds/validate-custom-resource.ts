import { Manifest, ManifestProblem, problemOfFinding } from '../manifest';
import { checkRules } from './check-rules';
import { checkStructure } from './check-structure';
import { fillDefaults } from './fill-defaults';
import { Finding } from './finding';
import { CustomKind, CustomKinds } from './read-crds';

/**
 * What the API server would refuse in a new object of a kind that a CRD defines: its structure (S01) and its validation rules (S02).
 * Rules are not evaluated where the structure is not what they expect. Undefined for an object of any other kind.
 */
export function validateCustomResource(manifest: Manifest, kinds: CustomKinds): ManifestProblem[] | undefined {
  const { object } = manifest;
  const [, group, version] = /^([^/]*)\/(.*)$/.exec(object.apiVersion) ?? [];
  const kind = kinds.get(`${group}/${object.kind}`);
  if (kind === undefined) return undefined;
  return findingsOf(kind, version, object).map((finding) => problemOfFinding(manifest, finding));
}

function findingsOf({ kind, group, versions }: CustomKind, version: string, object: Manifest['object']): Finding[] {
  const schema = versions.get(version);
  if (schema === undefined) {
    return [{
      code: 'S01',
      path: ['apiVersion'],
      of: 'value',
      message: `of a ${kind} cannot be \`${object.apiVersion}\``,
      help: `write ${[...versions.keys()].map((served) => `\`${group}/${served}\``).join(' or ')}`,
    }];
  }
  const value = fillDefaults(schema, object);
  const findings = checkStructure(schema, value);
  return findings.some(({ blocksRules }) => blocksRules) ? findings : [...findings, ...checkRules(schema, value)];
}
