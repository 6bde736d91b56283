import { oncePer } from './once-per';
import { oncePerSubject } from './once-per-subject';
import { keyOf, ObjectKey, ObjectMap } from '../../gateway';
import { groupOf, Manifest } from '../../manifest';

/** A kind in its group; the group of core is empty. */
export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** Every object, of kinds that are read and of others, by what references name. */
export interface ObjectIndex {
  /** How many there are; several of one kind and name count as one. */
  readonly size: number;
  /** The last one, where there are several. */
  find(kind: GroupKind, key: ObjectKey): Manifest | undefined;
  /** In the order they were given. */
  inNamespace(kind: GroupKind, namespace: string): readonly Manifest[];
  /** The namespaces that hold an object of this kind and name. */
  namespacesOf(kind: GroupKind, name: string): readonly string[];
}

export const objectIndexOf = oncePerSubject(({ manifests }): ObjectIndex => {
  const byKind = new Map<string, Map<string, ObjectMap<Manifest>>>();
  let size = 0;
  for (const manifest of manifests) {
    const { apiVersion, kind } = manifest.object;
    const key = keyOf(manifest.object);
    const objects = below(below(byKind, kind, () => new Map<string, ObjectMap<Manifest>>()), groupOf(apiVersion), () => new ObjectMap<Manifest>());
    size += objects.get(key) ? 0 : 1;
    objects.set(key, manifest);
  }
  return {
    size,
    find: ({ group, kind }, key) => byKind.get(kind)?.get(group)?.get(key),
    inNamespace: ({ group, kind }, namespace) => byNamespace(manifests).get(`${group}\n${kind}\n${namespace}`) ?? [],
    namespacesOf: ({ group, kind }, name) => (byName(manifests).get(`${group}\n${kind}\n${name}`) ?? []).map(({ object }) => keyOf(object).namespace),
  };
});

function below<T>(map: Map<string, T>, name: string, make: () => T): T {
  const known = map.get(name) ?? make();
  map.set(name, known);
  return known;
}

// asked for by selectors and by help for names that are not found only
const byNamespace = oncePer((manifests: readonly Manifest[]) => grouped(manifests, ({ object }) => keyOf(object).namespace));
const byName = oncePer((manifests: readonly Manifest[]) => grouped(manifests, ({ object }) => keyOf(object).name));

function grouped(manifests: readonly Manifest[], part: (manifest: Manifest) => string): ReadonlyMap<string, readonly Manifest[]> {
  const groups = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    push(groups, `${kindText(manifest)}\n${part(manifest)}`, manifest);
  }
  return groups;
}

function kindText({ object: { apiVersion, kind } }: Manifest): string {
  return `${groupOf(apiVersion)}\n${kind}`;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  values ? values.push(value) : map.set(key, [value]);
}
