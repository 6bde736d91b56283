import { oncePer } from './once-per';
import { keyOf, ObjectKey } from '../../gateway';
import { isKind, Manifest, ObjectOfKind, ReadKind } from '../../manifest';

/** The object of a kind and name; the last one, as an API server would keep it, where there are several. */
export function findObject<K extends ReadKind>(manifests: readonly Manifest[], kind: K, key: ObjectKey):
(Manifest & { readonly object: ObjectOfKind[K] }) | undefined {
  return objectsByKey(manifests).get(textOf(kind, key))?.filter((manifest) => isKind(manifest, kind)).at(-1);
}

/** By kind, whatever its group, and key. */
const objectsByKey = oncePer((manifests: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> => {
  const found = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const text = textOf(manifest.object.kind, keyOf(manifest.object));
    const objects = found.get(text);
    objects ? objects.push(manifest) : found.set(text, [manifest]);
  }
  return found;
});

function textOf(kind: string, { namespace, name }: ObjectKey): string {
  return `${kind}\n${namespace}\n${name}`;
}
