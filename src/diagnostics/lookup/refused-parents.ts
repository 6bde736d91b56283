import { commonHostnames, isAdmitted, keyOf, ManifestIndex, takesHttpRoutes } from '../../gateway';
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
  const { route, kind, key, owner } = parent;
  if (!owner) {
    return subject.isExternal(kind, key) ? undefined : { parent, listeners: [], reason: 'missing parent', mayAccept: false };
  }
  const known = manifestIndexOf(subject).namespaces;
  let listeners: readonly GatewayListener[] = owner.object.spec.listeners;
  // nearly every route is accepted, by some listener
  if (listeners.some((listener) => STEPS.every(([, accepts]) => accepts(listener, parent, owner, known)))) {
    return undefined;
  }
  for (const [reason, accepts] of STEPS) {
    const left = listeners.filter((listener) => accepts(listener, parent, owner, known));
    if (left.length === 0) {
      const { namespace } = keyOf(route.object);
      const mayAccept = owner.object.spec.listeners.some((listener) => STEPS.every(([step, passes]) =>
        passes(listener, parent, owner, known) || (step === 'not allowed' && mayBeSelected(namespace, listener.allowedRoutes?.namespaces, known))));
      return { parent, listeners, reason, mayAccept };
    }
    listeners = left;
  }
  return undefined;
}

type Accepts = (listener: GatewayListener, parent: ParentRef, owner: NonNullable<ParentRef['owner']>, namespaces: ManifestIndex['namespaces']) => boolean;

/** What a listener must pass to accept a route, in the order in which it is asked. */
const STEPS: readonly (readonly [RefusedParent['reason'], Accepts])[] = [
  ['no such listener', ({ name, port }, parent) =>
    (parent.section === undefined || name === parent.section) && (parent.port === undefined || port === parent.port)],
  ['protocol', takesHttpRoutes],
  ['kind not allowed', ({ allowedRoutes }) => !allowedRoutes?.kinds?.length || allowedRoutes.kinds.some((allowed) => allowed.kind === 'HTTPRoute')],
  ['not allowed', ({ allowedRoutes: { namespaces } = {} }, { route }, owner, known) =>
    isAdmitted(namespaces?.from ?? 'Same', namespaces?.selector, keyOf(route.object).namespace, keyOf(owner.object).namespace, known)],
  ['hostname', ({ hostname }, { route }) => commonHostnames(hostname, route.object.spec.hostnames ?? []) !== undefined],
];
