import { isKind } from './is-kind';
import { type ObjectOfKind, type ReadKind } from './kinds/kinds';
import { Manifest } from './manifest';

type OfKind<K extends ReadKind> = Manifest & { readonly object: ObjectOfKind[K] };

/** Kinds are asked for again and again, of thousands of manifests. */
const known = new WeakMap<readonly Manifest[], ReadonlyMap<string, readonly Manifest[]>>();

/** The manifests for which {@link isKind} holds, in the order they were given; the list that is given must not change afterwards. */
export function manifestsOfKind<K extends ReadKind>(manifests: readonly Manifest[], kind: K): readonly OfKind<K>[] {
  let kinds = known.get(manifests);
  if (kinds === undefined) known.set(manifests, kinds = byKind(manifests));
  return (kinds.get(kind) ?? NONE) as readonly OfKind<K>[];
}

const NONE: readonly Manifest[] = [];

function byKind(manifests: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> {
  const kinds = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const { kind } = manifest.object;
    if (!isKind(manifest, kind as ReadKind)) continue;
    const same = kinds.get(kind);
    same ? same.push(manifest) : kinds.set(kind, [manifest]);
  }
  return kinds;
}
