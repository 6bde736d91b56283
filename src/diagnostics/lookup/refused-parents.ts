import { commonHostnames, isAdmitted, keyOf } from '../../gateway';
import { GatewayListener } from '../../manifest';
import { Subject } from '../diagnostic-rule';
import { manifestIndexOf } from './manifest-index-of';
import { oncePerSubject } from './once-per-subject';
import { ParentRef, parentsByRoute } from './parents-by-route';

/** A parent that accepts a route on none of its listeners, the listeners that are left when it is asked why, and the reason. */
export interface RefusedParent {
  readonly parent: ParentRef;
  readonly listeners: readonly GatewayListener[];
  readonly reason: 'missing parent' | 'no such listener' | 'not allowed' | 'kind not allowed' | 'hostname';
}

/** The parents that refuse a route, for the first reason that leaves no listener. Parents named as existing elsewhere are passed over. */
export const refusedParents = oncePerSubject((subject): readonly RefusedParent[] =>
  [...parentsByRoute(subject).values()].flatMap((parents) => parents.flatMap((parent) => refusal(subject, parent) ?? [])));

function refusal(subject: Subject, parent: ParentRef): RefusedParent | undefined {
  const { route, kind, key, owner, section, port } = parent;
  if (!owner) {
    return subject.isExternal(kind, key) ? undefined : { parent, listeners: [], reason: 'missing parent' };
  }
  const own = keyOf(route.object).namespace;
  const steps: readonly (readonly [RefusedParent['reason'], (listener: GatewayListener) => boolean])[] = [
    ['no such listener', (listener) => (section === undefined || listener.name === section) && (port === undefined || listener.port === port)],
    ['kind not allowed', ({ allowedRoutes }) => !allowedRoutes?.kinds?.length || allowedRoutes.kinds.some((allowed) => allowed.kind === 'HTTPRoute')],
    ['not allowed', ({ allowedRoutes: { namespaces } = {} }) =>
      isAdmitted(namespaces?.from ?? 'Same', namespaces?.selector, own, keyOf(owner.object).namespace, manifestIndexOf(subject).namespaces)],
    ['hostname', ({ hostname }) => commonHostnames(hostname, route.object.spec.hostnames ?? []) !== undefined],
  ];
  let listeners: readonly GatewayListener[] = owner.object.spec.listeners;
  for (const [reason, accepts] of steps) {
    const left = listeners.filter(accepts);
    if (left.length === 0) {
      return { parent, listeners, reason };
    }
    listeners = left;
  }
  return undefined;
}
