import { oncePerSubject } from './once-per-subject';
import { keyOf, ObjectKey } from '../../gateway';
import { Manifest } from '../../manifest';

/** A kind in its group; the group of core is empty. */
export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** Every object, of kinds that are read and of others, by what references name. */
export interface ObjectIndex {
  find(kind: GroupKind, key: ObjectKey): Manifest | undefined;
  /** In the order they were given. */
  inNamespace(kind: GroupKind, namespace: string): readonly Manifest[];
  /** The namespaces that hold an object of this kind and name. */
  namespacesOf(kind: GroupKind, name: string): readonly string[];
}

export const objectIndexOf = oncePerSubject(({ manifests }): ObjectIndex => {
  const byKey = new Map<string, Manifest>();
  const byNamespace = new Map<string, Manifest[]>();
  const namespaces = new Map<string, string[]>();
  for (const manifest of manifests) {
    const { apiVersion, kind } = manifest.object;
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const { namespace, name } = keyOf(manifest.object);
    byKey.set(textOf(group, kind, namespace, name), manifest);
    push(byNamespace, textOf(group, kind, namespace), manifest);
    push(namespaces, textOf(group, kind, name), namespace);
  }
  return {
    find: ({ group, kind }, { namespace, name }) => byKey.get(textOf(group, kind, namespace, name)),
    inNamespace: ({ group, kind }, namespace) => byNamespace.get(textOf(group, kind, namespace)) ?? [],
    namespacesOf: ({ group, kind }, name) => namespaces.get(textOf(group, kind, name)) ?? [],
  };
});

function textOf(...names: readonly string[]): string {
  return names.join('\n');
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  values ? values.push(value) : map.set(key, [value]);
}
