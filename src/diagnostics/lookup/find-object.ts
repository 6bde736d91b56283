import { oncePer } from './once-per';
import { keyOf, ManifestOf, ObjectKey } from '../../gateway';
import { KubernetesObject, Manifest, manifestsOfKind, ObjectOfKind, ReadKind } from '../../manifest';

/** The object of a kind and name; the last one, as an API server would keep it, where there are several. */
export function findObject<K extends ReadKind>(manifests: readonly Manifest[], kind: K, key: ObjectKey): ManifestOf<ObjectOfKind[K]> | undefined {
  return byKey(manifestsOfKind<ReadKind>(manifests, kind)).get(textOf(key)) as ManifestOf<ObjectOfKind[K]> | undefined;
}

const byKey = oncePer((manifests: readonly ManifestOf<KubernetesObject>[]): ReadonlyMap<string, Manifest> =>
  new Map(manifests.map((manifest) => [textOf(keyOf(manifest.object)), manifest])));

/** A line break is in no name that an API server takes. */
function textOf({ namespace, name }: ObjectKey): string {
  return `${namespace}\n${name}`;
}
