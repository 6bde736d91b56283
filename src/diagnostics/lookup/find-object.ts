import { oncePer } from './once-per';
import { keyOf, ManifestOf, ObjectKey, ObjectMap } from '../../gateway';
import { KubernetesObject, Manifest, manifestsOfKind, ObjectOfKind, ReadKind } from '../../manifest';

/** The object of a kind and name; the last one, as an API server would keep it, where there are several. */
export function findObject<K extends ReadKind>(manifests: readonly Manifest[], kind: K, key: ObjectKey): ManifestOf<ObjectOfKind[K]> | undefined {
  return byKey(manifestsOfKind<ReadKind>(manifests, kind)).get(key) as ManifestOf<ObjectOfKind[K]> | undefined;
}

const byKey = oncePer((manifests: readonly ManifestOf<KubernetesObject>[]) =>
  new ObjectMap(manifests.map((manifest) => [keyOf(manifest.object), manifest])));
