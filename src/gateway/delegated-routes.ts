import { HttpRoute, isBefore, TargetVersion } from '../manifest';
import { ObjectKey } from './effective-gateway';
import { keyOf, ManifestIndex, ManifestOf, sameKey } from './manifest-index';
import { isGranted } from './resolve-backend';

const GATEWAY_API = 'gateway.networking.k8s.io';

/** The routes that a reference to HTTPRoutes hands requests on to. */
export interface DelegatedRoutes {
  readonly routes: readonly ManifestOf<HttpRoute>[];
  /** Whether it is not settled what the data plane does: then nobody may rely on `routes`. */
  readonly unsettled: boolean;
}

/** A reference of a rule to HTTPRoutes: by name, by `*` or by a label, `key=value`. */
export interface DelegatingRef {
  readonly route: ManifestOf<HttpRoute>;
  /** The namespace, and the name as it is written. */
  readonly key: ObjectKey;
}

/** How the routes of a cluster hand requests on. */
interface Delegations {
  readonly byNamespace: ReadonlyMap<string, readonly ManifestOf<HttpRoute>[]>;
  /** The namespaces and names that each route, by its own, refers to. */
  readonly refs: readonly DelegatingRef[];
}

const known = new WeakMap<ManifestIndex, Delegations>();

/** Whether any route hands requests on: most apps have none, and nothing to follow. */
export function isAnythingDelegated(index: ManifestIndex): boolean {
  return delegationsOf(index).refs.length > 0;
}

/** Whether a route rule's reference is one to HTTPRoutes. */
export function isRouteRef({ group, kind }: { readonly group?: string; readonly kind?: string }): boolean {
  return kind === 'HTTPRoute' && group === GATEWAY_API;
}

/**
 * Who takes what a reference hands on, as the controller groups routes (`translator/route_collections.go`): of the namespace those of the name, all
 * or those with the label; a route that names parents only where it names the HTTPRoute among them. `allowedRoutes` of the listener have no say.
 */
export function delegatedRoutes(ref: DelegatingRef, targetVersion: TargetVersion, index: ManifestIndex): DelegatedRoutes {
  const parent = keyOf(ref.route.object);
  const routes: ManifestOf<HttpRoute>[] = [];
  let unsettled = false;
  for (const route of selectedRoutes(ref, index)) {
    const parents = routeParents(route);
    if ((route.object.spec.parentRefs ?? []).length === 0) {
      // since August 2026, who names no parents has to be granted across namespaces
      if (isBefore(targetVersion, 'main') || parent.namespace === ref.key.namespace
        || isGranted(parent.namespace, { ...keyOf(route.object), group: GATEWAY_API, kind: 'HTTPRoute' }, index)) {
        routes.push(route);
      }
    } else if (parents.some((key) => sameKey(key, parent))) {
      routes.push(route);
    } else if (isBefore(targetVersion, 'main') && parents.some((key) => handsOnTo(key, ref.key, index))) {
      // all parents of one Gateway shared what they refer to alike, until a release that we do not know
      unsettled = true;
    }
  }
  return { routes, unsettled };
}

/** The routes that a reference names or selects, whether they take what it hands on or not. */
export function selectedRoutes({ key: { namespace, name } }: DelegatingRef, index: ManifestIndex): readonly ManifestOf<HttpRoute>[] {
  const equals = name.indexOf('=');
  const label = name.slice(0, equals);
  return (delegationsOf(index).byNamespace.get(namespace) ?? []).filter(({ object: { metadata } }) =>
    name === '*' || metadata.name === name || (equals >= 0 && (metadata.labels?.[label] ?? '') === name.slice(equals + 1)));
}

/** The HTTPRoutes that a route names as its parents. */
export function routeParents({ object }: ManifestOf<HttpRoute>): readonly ObjectKey[] {
  return (object.spec.parentRefs ?? []).flatMap(({ group = GATEWAY_API, kind, namespace = keyOf(object).namespace, name }) =>
    isRouteRef({ group, kind }) ? [{ namespace, name }] : []);
}

function handsOnTo(route: ObjectKey, target: ObjectKey, index: ManifestIndex): boolean {
  return delegationsOf(index).refs.some((ref) => sameKey(keyOf(ref.route.object), route) && sameKey(ref.key, target));
}

function delegationsOf(index: ManifestIndex): Delegations {
  let delegations = known.get(index);
  if (!delegations) {
    delegations = findDelegations(index);
    known.set(index, delegations);
  }
  return delegations;
}

function findDelegations({ routes }: ManifestIndex): Delegations {
  const refs: DelegatingRef[] = [];
  for (const route of routes) {
    for (const { backendRefs } of route.object.spec.rules ?? []) {
      for (const ref of backendRefs ?? []) {
        if (isRouteRef(ref)) {
          refs.push({ route, key: { namespace: ref.namespace ?? keyOf(route.object).namespace, name: ref.name } });
        }
      }
    }
  }
  const byNamespace = new Map<string, ManifestOf<HttpRoute>[]>();
  for (const route of refs.length === 0 ? [] : routes) {
    const { namespace } = keyOf(route.object);
    const others = byNamespace.get(namespace);
    others ? others.push(route) : byNamespace.set(namespace, [route]);
  }
  return { byNamespace, refs };
}
