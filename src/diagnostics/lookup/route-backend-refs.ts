import { manifestIndexOf } from './manifest-index-of';
import { GroupKind } from './object-index';
import { oncePerSubject } from './once-per-subject';
import { keyOf, ManifestOf, ObjectKey } from '../../gateway';
import { FieldPath, HttpRoute } from '../../manifest';

/** A reference of a route to what its requests, or copies of them, are sent to. */
export interface RouteBackendRef extends GroupKind {
  readonly route: ManifestOf<HttpRoute>;
  readonly field: FieldPath;
  readonly key: ObjectKey;
  readonly port?: number;
}

/** The `backendRefs` of the rules of all routes, and the targets of their mirrors, with Gateway API's defaults filled in. */
export const routeBackendRefs = oncePerSubject((subject): readonly RouteBackendRef[] => manifestIndexOf(subject).routes.flatMap(backendRefsOf));

function backendRefsOf(route: ManifestOf<HttpRoute>): readonly RouteBackendRef[] {
  const own = keyOf(route.object).namespace;
  const read = (ref: { group?: string; kind?: string; namespace?: string; name: string; port?: number }, field: FieldPath): RouteBackendRef => ({
    route, field, group: ref.group ?? '', kind: ref.kind ?? 'Service', key: { namespace: ref.namespace ?? own, name: ref.name }, port: ref.port,
  });
  return (route.object.spec.rules ?? []).flatMap(({ backendRefs = [], filters = [] }, rule) => [
    ...backendRefs.map((ref, index) => read(ref, ['spec', 'rules', rule, 'backendRefs', index])),
    ...filters.flatMap(({ requestMirror }, index) => requestMirror
      ? [read(requestMirror.backendRef, ['spec', 'rules', rule, 'filters', index, 'requestMirror', 'backendRef'])]
      : []),
  ]);
}
