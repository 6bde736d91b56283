import { KubernetesObject } from './kubernetes-object';

/** Names one object. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** The name of an object; `namespace` is absent where the object leaves it to whoever applies it. */
export function objectRef(object: KubernetesObject): ObjectRef {
  const { apiVersion, kind, metadata: { name, namespace } } = object;
  return namespace === undefined ? { apiVersion, kind, name } : { apiVersion, kind, namespace, name };
}
