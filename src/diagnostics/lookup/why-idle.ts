import { Attachment } from './attachments';
import { findObject } from './find-object';
import { manifestIndexOf } from './manifest-index-of';
import { mayBeSelected } from './may-be-selected';
import { oncePerSubject } from './once-per-subject';
import { ParentRef, parentsByRoute } from './parents-by-route';
import { RefusedParent, refusedParents } from './refused-parents';
import { routeBackendRefs } from './route-backend-refs';
import { textOfKey } from './text-of-key';
import { unsettledRoutes } from './unsettled-routes';
import { isServed, keyOf, ManifestIndex, ManifestOf, routeParents } from '../../gateway';
import { Gateway, HttpRoute, isKind, Manifest } from '../../manifest';
import { RuleFinding, Subject } from '../diagnostic-rule';

/** Why no request can reach the target of a policy, as far as the manifests tell, and the way out. */
export function whyIdle(subject: Subject, { target, key }: Attachment): Pick<RuleFinding, 'message' | 'help'> | undefined {
  if (target && isKind(target, 'HTTPRoute')) {
    return servedRoutes(subject).has(target) || !isWhollyKnown(subject, target) ? undefined : {
      message: `no Gateway serves HTTPRoute \`${textOfKey(key)}\`, so that this policy governs nothing`,
      help: 'attach the route to a listener that accepts it',
    };
  }
  if (target && isKind(target, 'AgentgatewayBackend') && target.object.spec.mcp) {
    return manifestIndexOf(subject).routes.length === 0 || referencedBackends(subject).has(textOfKey(key)) ? undefined : {
      message: `no route leads to AgentgatewayBackend \`${textOfKey(key)}\`, so that this policy governs nothing`,
      help: 'name the backend in `backendRefs` of a route',
    };
  }
  return undefined;
}

/** Whether the manifests show every way by which requests reach a route, by way of routes that hand them on, too. */
export function isWhollyKnown(subject: Subject, route: ManifestOf<HttpRoute>): boolean {
  // it grows with the routes above; one that comes back shows no further way
  const ways = new Set([route]);
  for (const way of ways) {
    const parents = parentsByRoute(subject).get(way) ?? [];
    const above = routeParents(way).flatMap((parent) => findObject(subject.manifests, 'HTTPRoute', parent) ?? []);
    // a parent of another sort is not ours to judge
    const refs = way.object.spec.parentRefs ?? [];
    if (parents.length + above.length < refs.length || parents.some((parent) => mayServe(subject, parent)) || isUnsettled(subject, way)) {
      return false;
    }
    above.forEach((parent) => ways.add(parent));
  }
  return true;
}

/** Whether what is not among the manifests may have a parent serve its route: the parent, its class, or labels of a Namespace. */
function mayServe(subject: Subject, parent: ParentRef): boolean {
  const { owner } = parent;
  const refused = refusedByParent(subject).get(parent);
  if (!owner || refused) {
    return !owner || refused?.mayAccept === true;
  }
  const index = manifestIndexOf(subject);
  if (isKind(owner, 'Gateway')) {
    return hasForeignClass(owner, index);
  }
  const { namespace } = keyOf(owner.object);
  const { parentRef } = owner.object.spec;
  const gateway = findObject(subject.manifests, 'Gateway', { namespace: parentRef.namespace ?? namespace, name: parentRef.name });
  return !gateway || hasForeignClass(gateway, index) || mayBeSelected(namespace, gateway.object.spec.allowedListeners?.namespaces, index.namespaces);
}

/** Whether another controller than agentgateway's may be the one that the class names: the manifests do not say. */
function hasForeignClass(gateway: ManifestOf<Gateway>, index: ManifestIndex): boolean {
  return !isServed(gateway, index) && !index.gatewayClasses.some(({ object }) => object.metadata.name === gateway.object.spec.gatewayClassName);
}

const refusedByParent = oncePerSubject((subject): ReadonlyMap<ParentRef, RefusedParent> =>
  new Map(refusedParents(subject).map((refused) => [refused.parent, refused])));

const servedRoutes = oncePerSubject(({ gateway }): ReadonlySet<Manifest> => {
  const served = new Set<Manifest>();
  for (const { manifest, rules } of gateway.listeners.flatMap(({ routes }) => routes)) {
    served.add(manifest);
    for (const { above } of rules) {
      above?.forEach((rule) => served.add(rule.manifest));
    }
  }
  return served;
});

const referencedBackends = oncePerSubject((subject): ReadonlySet<string> =>
  new Set(routeBackendRefs(subject).filter(({ kind }) => kind === 'AgentgatewayBackend').map(({ key }) => textOfKey(key))));

/** Whether a route hands requests on to it, and nobody can tell which. */
function isUnsettled(subject: Subject, route: Manifest): boolean {
  return unsettledRoutes(subject).some(({ routes }) => routes.includes(route));
}
