import { keyOf, ManifestOf, ObjectKey } from '../../gateway';
import { FieldPath, Gateway, HttpRoute, isKind, ListenerSet, Manifest } from '../../manifest';
import { Subject } from '../diagnostic-rule';
import { manifestIndexOf } from './manifest-index-of';
import { GroupKind, objectIndexOf } from './object-index';
import { oncePerSubject } from './once-per-subject';

/** A parent that a route names: a Gateway or a ListenerSet. Other parents, such as those of a service mesh, are left out. */
export interface ParentRef extends GroupKind {
  readonly route: ManifestOf<HttpRoute>;
  /** The entry of `parentRefs`. */
  readonly field: FieldPath;
  readonly key: ObjectKey;
  readonly section?: string;
  readonly port?: number;
  /** Absent where it is not among the manifests. */
  readonly owner?: ManifestOf<Gateway> | ManifestOf<ListenerSet>;
}

/** The parents that each route names. */
export const parentsByRoute = oncePerSubject((subject): ReadonlyMap<Manifest, readonly ParentRef[]> =>
  new Map(manifestIndexOf(subject).routes.map((route) => [route, parentsOf(subject, route)])));

function parentsOf(subject: Subject, route: ManifestOf<HttpRoute>): readonly ParentRef[] {
  return (route.object.spec.parentRefs ?? []).flatMap((ref, index): ParentRef[] => {
    const { group = 'gateway.networking.k8s.io', kind = 'Gateway', sectionName, port } = ref as typeof ref & { readonly port?: number };
    if (group !== 'gateway.networking.k8s.io' || (kind !== 'Gateway' && kind !== 'ListenerSet')) {
      return [];
    }
    const key = { namespace: ref.namespace ?? keyOf(route.object).namespace, name: ref.name };
    const owner = objectIndexOf(subject).find({ group, kind }, key);
    return [{
      route,
      field: ['spec', 'parentRefs', index],
      group,
      kind,
      key,
      section: sectionName,
      port,
      ...(owner && (isKind(owner, 'Gateway') || isKind(owner, 'ListenerSet')) && { owner }),
    }];
  });
}
