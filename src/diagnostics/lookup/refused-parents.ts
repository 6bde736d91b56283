import { commonHostnames, isAdmitted, keyOf, takesHttpRoutes } from '../../gateway';
import { GatewayListener } from '../../manifest';
import { Subject } from '../diagnostic-rule';
import { manifestIndexOf } from './manifest-index-of';
import { mayBeSelected } from './may-be-selected';
import { oncePerSubject } from './once-per-subject';
import { ParentRef, parentsByRoute } from './parents-by-route';

/** A parent that accepts a route on none of its listeners, the listeners that are left when it is asked why, and the reason. */
export interface RefusedParent {
  readonly parent: ParentRef;
  readonly listeners: readonly GatewayListener[];
  readonly reason: 'missing parent' | 'no such listener' | 'protocol' | 'not allowed' | 'kind not allowed' | 'hostname';
  /** Whether the labels of the route's Namespace, which is not among the manifests, may have a listener accept it. */
  readonly mayAccept: boolean;
}

/** The parents that refuse a route, for the first reason that leaves no listener. Parents named as existing elsewhere are passed over. */
export const refusedParents = oncePerSubject((subject): readonly RefusedParent[] =>
  [...parentsByRoute(subject).values()].flatMap((parents) => parents.flatMap((parent) => refusal(subject, parent) ?? [])));

function refusal(subject: Subject, parent: ParentRef): RefusedParent | undefined {
  const { route, kind, key, owner, section, port } = parent;
  if (!owner) {
    return subject.isExternal(kind, key) ? undefined : { parent, listeners: [], reason: 'missing parent', mayAccept: false };
  }
  const own = keyOf(route.object).namespace;
  const known = manifestIndexOf(subject).namespaces;
  const steps: readonly (readonly [RefusedParent['reason'], (listener: GatewayListener) => boolean])[] = [
    ['no such listener', (listener) => (section === undefined || listener.name === section) && (port === undefined || listener.port === port)],
    ['protocol', takesHttpRoutes],
    ['kind not allowed', ({ allowedRoutes }) => !allowedRoutes?.kinds?.length || allowedRoutes.kinds.some((allowed) => allowed.kind === 'HTTPRoute')],
    ['not allowed', ({ allowedRoutes: { namespaces } = {} }) =>
      isAdmitted(namespaces?.from ?? 'Same', namespaces?.selector, own, keyOf(owner.object).namespace, known)],
    ['hostname', ({ hostname }) => commonHostnames(hostname, route.object.spec.hostnames ?? []) !== undefined],
  ];
  let listeners: readonly GatewayListener[] = owner.object.spec.listeners;
  for (const [reason, accepts] of steps) {
    const left = listeners.filter((listener) => accepts(listener));
    if (left.length === 0) {
      const mayAccept = owner.object.spec.listeners.some((listener) => steps.every(([step, passes]) =>
        passes(listener) || (step === 'not allowed' && mayBeSelected(own, listener.allowedRoutes?.namespaces, known))));
      return { parent, listeners, reason, mayAccept };
    }
    listeners = left;
  }
  return undefined;
}
