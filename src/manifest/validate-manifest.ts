import { groupOf, kindOf } from './kinds/kinds';
import { Manifest } from './manifest';
import { ManifestProblem } from './manifest-problem';
import { objectRef } from './object-ref';
import { problemOfFinding } from './problem-of-finding';
import { checkValue } from './schema/check-value';
import { TargetVersion } from './target-version';
import { unreadKind } from './unread-kind';
import { withDefaults } from './with-defaults';

/**
 * What the API server would refuse with the CRDs of a release: the schema (S01) and the validation rules (S02) of the object's kind,
 * and fields and values that the release does not have (C33). An object of a kind that is not read gives one problem that names it (S05),
 * of severity `info` unless the kind looks mistyped.
 */
export function validateManifest(manifest: Manifest, targetVersion: TargetVersion): ManifestProblem[] {
  const { object, source } = manifest;
  const named = { object: objectRef(object) };
  const definition = kindOf(object);
  if (definition === undefined) {
    return [{
      code: 'S05',
      ...unreadKind(object),
      ...named,
      ...(source && { position: source.positionOf(['kind']) }),
    }];
  }
  const version = object.apiVersion.slice(object.apiVersion.indexOf('/') + 1);
  if (!definition.versions.includes(version)) {
    const group = groupOf(object.apiVersion);
    return [{
      code: 'S01',
      severity: 'error',
      message: `field \`apiVersion\` of a ${object.kind} cannot be \`${object.apiVersion}\``,
      help: `write \`${group === '' ? '' : `${group}/`}${definition.versions[0]}\``,
      ...named,
      field: 'apiVersion',
      ...(source && { position: source.positionOf(['apiVersion']) }),
    }];
  }
  return checkValue(definition.schema, withDefaults(object, targetVersion), targetVersion).map((finding) => problemOfFinding(manifest, finding));
}
