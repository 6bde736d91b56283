import { kindOf } from './kinds/kinds';
import { KubernetesObject } from './kubernetes-object';
import { withSchemaDefaults } from './schema/default-value';
import { TargetVersion } from './target-version';

/**
 * A copy of an object with the defaults that the API server fills in with the CRDs of a release.
 * Objects of a kind that is not read are copied as they are.
 */
export function withDefaults<T extends KubernetesObject>(object: T, targetVersion: TargetVersion): T {
  return withSchemaDefaults(kindOf(object)?.schema ?? {}, object, targetVersion) as T;
}
