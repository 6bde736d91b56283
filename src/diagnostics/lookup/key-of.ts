import { ObjectKey } from '../../gateway';
import { KubernetesObject } from '../../manifest';

/** Namespace and name of an object; without a namespace it lands in `default`, unless whoever applies it says otherwise. */
export function keyOf({ metadata: { namespace = 'default', name } }: KubernetesObject): ObjectKey {
  return { namespace, name };
}
