import { Gateway, GatewayListener, HttpRoute, ListenerSet } from '../manifest';
import { keyOf, ManifestIndex, ManifestOf, sameKey } from './manifest-index';

/** The object whose listener it is; routes name it as parent. */
export type ListenerOwner = ManifestOf<Gateway> | ManifestOf<ListenerSet>;

/** A route that a listener serves, with the hostnames that both agree on (empty: every host of the listener). */
export interface AcceptedRoute {
  readonly manifest: ManifestOf<HttpRoute>;
  readonly hostnames: readonly string[];
}

/** The HTTPRoutes that name a listener as parent and that the listener allows, as agentgateway 1.4 translates them (Gateway API 1.6). */
export function acceptRoutes(owner: ListenerOwner, listener: GatewayListener, index: ManifestIndex): readonly AcceptedRoute[] {
  return !takesHttpRoutes(listener) ? [] : index.routes.flatMap((manifest) => {
    const hostnames = acceptedHostnames(owner, listener, manifest, index);
    return hostnames === undefined ? [] : [{ manifest, hostnames }];
  });
}

/** The hostnames by which a listener serves a route; `undefined` where it does not. */
export function acceptedHostnames(owner: ListenerOwner, listener: GatewayListener, route: ManifestOf<HttpRoute>, index: ManifestIndex):
  readonly string[] | undefined {
  const hostnames = commonHostnames(listener.hostname, route.object.spec.hostnames ?? []);
  return hostnames !== undefined && isParent(owner, listener, route) && allows(owner, listener, route, index) ? hostnames : undefined;
}

/** Connections that the gateway does not read as HTTP take no HTTPRoute, whatever `allowedRoutes` says. */
export function takesHttpRoutes({ protocol }: GatewayListener): boolean {
  return protocol !== 'TCP' && protocol !== 'TLS' && protocol !== 'UDP';
}

function isParent(owner: ListenerOwner, listener: GatewayListener, route: ManifestOf<HttpRoute>): boolean {
  const { namespace } = keyOf(route.object);
  return (route.object.spec.parentRefs ?? []).some((ref) =>
    (ref.group ?? 'gateway.networking.k8s.io') === 'gateway.networking.k8s.io'
    && (ref.kind ?? 'Gateway') === owner.object.kind
    && sameKey(keyOf(owner.object), { namespace: ref.namespace ?? namespace, name: ref.name })
    && (ref.sectionName === undefined || ref.sectionName === listener.name)
    && (ref.port === undefined || ref.port === listener.port));
}

function allows(owner: ListenerOwner, listener: GatewayListener, route: ManifestOf<HttpRoute>, index: ManifestIndex): boolean {
  const { namespaces, kinds } = listener.allowedRoutes ?? {};
  if (kinds !== undefined && kinds.length > 0 && !kinds.some(({ kind }) => kind === 'HTTPRoute')) {
    return false;
  }
  return isAdmitted(namespaces?.from ?? 'Same', namespaces?.selector, keyOf(route.object).namespace, keyOf(owner.object).namespace, index.namespaces);
}

/** Whether a namespace is one of those that a Gateway or a listener admits. */
export function isAdmitted(from: string, selector: LabelSelector | undefined, namespace: string, own: string, namespaces: ManifestIndex['namespaces']): boolean {
  switch (from) {
    case 'All':
      return true;
    case 'Same':
      return namespace === own;
    case 'Selector':
      // of a namespace that is not among the manifests only the name is known
      return matchesLabels(selector, {
        'kubernetes.io/metadata.name': namespace,
        ...namespaces.find(({ object }) => object.metadata.name === namespace)?.object.metadata.labels,
      });
    default:
      return false;
  }
}

/** Kubernetes' label selector. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}

/** An absent selector matches nothing, an empty one everything. */
export function matchesLabels(selector: LabelSelector | undefined, labels: Readonly<Record<string, string>>): boolean {
  if (selector === undefined) {
    return false;
  }
  return Object.entries(selector.matchLabels ?? {}).every(([name, value]) => labels[name] === value)
    && (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
      switch (operator) {
        case 'In': return labels[key] !== undefined && values.includes(labels[key]);
        case 'NotIn': return labels[key] === undefined || !values.includes(labels[key]);
        case 'Exists': return labels[key] !== undefined;
        case 'DoesNotExist': return labels[key] === undefined;
        default: return false;
      }
    });
}

/** The hostnames that a listener and a route share; `undefined` where they share none. */
export function commonHostnames(listenerHostname: string | undefined, routeHostnames: readonly string[]): readonly string[] | undefined {
  if (listenerHostname === undefined || listenerHostname === '') {
    return routeHostnames;
  }
  if (routeHostnames.length === 0) {
    return [];
  }
  const common = routeHostnames.flatMap((hostname) => intersect(listenerHostname.toLowerCase(), hostname.toLowerCase()) ?? []);
  return common.length > 0 ? common : undefined;
}

/** The hostnames that two lists share, of which an empty one means every host; `undefined` where they share none. */
export function commonHostnamesOf(ones: readonly string[], others: readonly string[]): readonly string[] | undefined {
  if (ones.length === 0 || others.length === 0) {
    return ones.length === 0 ? others : ones;
  }
  const common = [...new Set(ones.flatMap((one) => others.flatMap((other) => intersect(one.toLowerCase(), other.toLowerCase()) ?? [])))];
  return common.length > 0 ? common : undefined;
}

function intersect(one: string, other: string): string | undefined {
  if (one === other) {
    return one;
  }
  if (isWithin(one, other)) {
    return one;
  }
  return isWithin(other, one) ? other : undefined;
}

/** Whether every host of a pattern is one of a wildcard pattern. */
function isWithin(pattern: string, wildcard: string): boolean {
  return wildcard.startsWith('*.') && pattern.replace(/^\*/, '').endsWith(wildcard.slice(1)) && pattern.length > wildcard.length - 1;
}
