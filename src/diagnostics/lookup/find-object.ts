import { keyOf, ObjectKey } from '../../gateway';
import { isKind, Manifest, ObjectOfKind, ReadKind } from '../../manifest';

/** The object of a kind and name; the last one, as an API server would keep it, where there are several. */
export function findObject<K extends ReadKind>(manifests: readonly Manifest[], kind: K, { namespace, name }: ObjectKey):
(Manifest & { readonly object: ObjectOfKind[K] }) | undefined {
  return manifests.filter((manifest): manifest is Manifest & { readonly object: ObjectOfKind[K] } => {
    const key = keyOf(manifest.object);
    return isKind(manifest, kind) && key.namespace === namespace && key.name === name;
  }).at(-1);
}
