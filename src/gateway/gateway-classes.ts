import { Gateway } from '../manifest';
import { attachedPolicies } from './attached-policies';
import { keyOf, ManifestIndex, ManifestOf, formatKey } from './manifest-index';

const GATEWAY_API = 'gateway.networking.k8s.io';

/** The name of agentgateway's controller, in a GatewayClass. */
export const CONTROLLER = 'agentgateway.dev/agentgateway';

/**
 * Whether agentgateway serves a Gateway. The controller makes the class `agentgateway` itself; further classes are its own by the name of the
 * controller. A class that is not among the manifests counts as its own where something of agentgateway hangs on the Gateway: to judge
 * nothing there would let every mistake pass.
 */
export function isServed(gateway: ManifestOf<Gateway>, index: ManifestIndex): boolean {
  const { gatewayClassName } = gateway.object.spec;
  if (gatewayClassName === 'agentgateway') {
    return true;
  }
  const defined = index.gatewayClasses.filter(({ object }) => object.metadata.name === gatewayClassName);
  return defined.length > 0
    ? defined.some(({ object }) => object.spec.controllerName === CONTROLLER)
    : !isKgateway(gatewayClassName) && isUsedAsAgentgateway(gateway, index);
}

/** Classes of the product line that agentgateway has left. */
export function isKgateway(className: string): boolean {
  return /^(kgateway|gloo)(-.*)?$/.test(className);
}

function isUsedAsAgentgateway({ object }: ManifestOf<Gateway>, index: ManifestIndex): boolean {
  const key = keyOf(object);
  const { metadata: { labels }, spec: { listeners } } = object;
  const point = { group: GATEWAY_API, kind: 'Gateway', key, labels };
  const points = [point, ...listeners.flatMap(({ name: section, port }) => [{ ...point, section }, { ...point, port }])];
  return points.some((named) => attachedPolicies(named, index).length > 0) || parentsOfUsers(index).has(formatKey(key));
}

const known = new WeakMap<ManifestIndex, ReadonlySet<string>>();

/** The Gateways that a route of agentgateway names: one with a policy, or one that leads to an AgentgatewayBackend. */
function parentsOfUsers(index: ManifestIndex): ReadonlySet<string> {
  let parents = known.get(index);
  if (!parents) {
    parents = findParents(index);
    known.set(index, parents);
  }
  return parents;
}

function findParents(index: ManifestIndex): ReadonlySet<string> {
  const gatewaysOfSets = new Map(index.listenerSets.map(({ object }) => {
    const { namespace } = keyOf(object);
    return [formatKey(keyOf(object)), formatKey({ namespace: object.spec.parentRef.namespace ?? namespace, name: object.spec.parentRef.name })];
  }));
  return new Set(index.routes.flatMap(({ object }) => {
    const key = keyOf(object);
    const { rules = [], parentRefs = [] } = object.spec;
    const point = { group: GATEWAY_API, kind: 'HTTPRoute', key, labels: object.metadata.labels };
    const points = [point, ...rules.flatMap(({ name }) => name === undefined ? [] : [{ ...point, section: name }])];
    const isUser = rules.some(({ backendRefs = [] }) => backendRefs.some(({ group }) => group === 'agentgateway.dev'))
      || points.some((named) => attachedPolicies(named, index).length > 0);
    return isUser ? parentRefs.flatMap(({ kind = 'Gateway', namespace = key.namespace, name }) => {
      const parent = formatKey({ namespace, name });
      return kind === 'ListenerSet' ? gatewaysOfSets.get(parent) ?? [] : [parent];
    }) : [];
  }));
}
