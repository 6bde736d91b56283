import { kindOf } from './kinds/kinds';
import { KubernetesObject } from './kubernetes-object';
import { withSchemaDefaults } from './schema/default-value';

/** A copy of an object with the defaults that the API server fills in; objects of a kind that is not read are copied as they are. */
export function withDefaults<T extends KubernetesObject>(object: T): T {
  return withSchemaDefaults(kindOf(object)?.schema ?? {}, object) as T;
}
