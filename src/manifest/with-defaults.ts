import { kindOf } from './kinds/kinds';
import { KubernetesObject } from './kubernetes-object';
import { withSchemaDefaults } from './schema/default-value';
import { TargetVersion } from './target-version';

/**
 * An object with the defaults that the API server fills in with the CRDs of a release; the one that is given stays as it is.
 * Objects of a kind that is not read have none.
 */
export function withDefaults<T extends KubernetesObject>(object: T, targetVersion: TargetVersion): T {
  return withSchemaDefaults(kindOf(object)?.schema ?? {}, object, targetVersion) as T;
}
