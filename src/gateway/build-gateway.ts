import { AgentgatewayPolicy, FieldPath, Gateway, GatewayListener, HttpRoute, ListenerSet, Manifest, TargetVersion } from '../manifest';
import { AcceptedRoute, acceptRoutes, isAdmitted, ListenerOwner } from './accept-routes';
import { AttachmentPoint, attachedPolicies } from './attached-policies';
import { EffectiveGateway, EffectiveListener, EffectiveRoute, EffectiveRule, RouteMatch, UninterpretedField, WeightedBackend } from './effective-gateway';
import { indexManifests, keyOf, ManifestIndex, ManifestOf, sameKey } from './manifest-index';
import { mergeTraffic, TrafficSource } from './merge-traffic';
import { readPolicyTraffic } from './read-policy-traffic';
import { readRuleFilters } from './read-rule-filters';
import { resolveBackend } from './resolve-backend';

const GATEWAY_API = 'gateway.networking.k8s.io';

type Policy = ManifestOf<AgentgatewayPolicy>;
type RouteRule = NonNullable<HttpRoute['spec']['rules']>[number];

/**
 * What a set of manifests means for a release of agentgateway: which listener serves which route to which backend under which policies.
 * The manifests must have passed their schemas; objects that the API server would refuse never reach a data plane.
 */
export function buildGateway(manifests: readonly Manifest[], options: { readonly targetVersion: TargetVersion }): EffectiveGateway {
  const index = indexManifests(manifests);
  const { targetVersion } = options;
  const classes = classesOf(index);
  return {
    targetVersion,
    listeners: index.gateways
      .filter(({ object }) => classes.has(object.spec.gatewayClassName))
      .flatMap((gateway) => [gateway, ...listenerSetsOf(gateway, index)].flatMap((owner) =>
        owner.object.spec.listeners.map((listener, position) => readListener({ gateway, owner, listener, position, targetVersion }, index)))),
  };
}

/** The controller makes the class `agentgateway` itself; further classes are its own by the name of the controller. */
function classesOf({ gatewayClasses }: ManifestIndex): ReadonlySet<string> {
  return new Set(['agentgateway', ...gatewayClasses
    .filter(({ object }) => object.spec.controllerName === 'agentgateway.dev/agentgateway')
    .map(({ object }) => object.metadata.name)]);
}

/** A listener and who it belongs to: a Gateway, or a ListenerSet that extends one. */
interface OwnedListener {
  readonly gateway: ManifestOf<Gateway>;
  readonly owner: ListenerOwner;
  readonly listener: GatewayListener;
  readonly position: number;
  readonly targetVersion: TargetVersion;
}

function readListener({ gateway, owner, listener, position, targetVersion }: OwnedListener, index: ManifestIndex): EffectiveListener {
  const gatewayPoint = pointOf(gateway);
  const ownerPoint = pointOf(owner);
  const levels = owner === gateway
    ? [gatewayPoint, { ...gatewayPoint, section: listener.name }]
    : [gatewayPoint, ownerPoint, { ...ownerPoint, section: listener.name }];
  const governing = levels.map((point) => attachedPolicies(point, index));
  // up to 1.4 the data plane has no ListenerSet step where it looks up route-phase policies, though their status says Attached
  const inherited = owner === gateway || targetVersion === 'main' ? governing : governing.slice(0, 1);
  return {
    manifest: owner,
    field: ['spec', 'listeners', position],
    gateway: gatewayPoint.key,
    name: listener.name,
    port: listener.port,
    protocol: listener.protocol,
    hostname: listener.hostname,
    preRouting: mergeTraffic(governing.map((policies) => trafficSources(policies, 'PreRouting'))),
    routes: acceptRoutes(owner, listener, index).map((route) => readRoute(route, inherited, index)),
    other: governing.flat().flatMap(uninterpretedFrontend),
  };
}

function pointOf({ object }: ListenerOwner): AttachmentPoint {
  return { group: GATEWAY_API, kind: object.kind, key: keyOf(object), labels: object.metadata.labels };
}

/** The ListenerSets of a Gateway that it admits; by default it admits none. */
function listenerSetsOf(gateway: ManifestOf<Gateway>, { listenerSets, namespaces }: ManifestIndex): readonly ManifestOf<ListenerSet>[] {
  const key = keyOf(gateway.object);
  const { from = 'None', selector } = gateway.object.spec.allowedListeners?.namespaces ?? {};
  return listenerSets.filter(({ object }) => {
    const { namespace } = keyOf(object);
    const { parentRef } = object.spec;
    return (parentRef.kind ?? 'Gateway') === 'Gateway'
      && sameKey(key, { namespace: parentRef.namespace ?? namespace, name: parentRef.name })
      && isAdmitted(from, selector, namespace, key.namespace, namespaces);
  });
}

function uninterpretedFrontend(manifest: ManifestOf<AgentgatewayPolicy>): readonly UninterpretedField[] {
  return Object.keys(manifest.object.spec.frontend ?? {}).map((name) => ({ manifest, field: ['spec', 'frontend', name], name: `frontend.${name}` }));
}

function trafficSources(policies: readonly Policy[], phase: 'PreRouting' | 'PostRouting'): readonly TrafficSource[] {
  return policies.flatMap((manifest) => {
    const { traffic, strategy } = manifest.object.spec;
    return traffic !== undefined && (traffic.phase ?? 'PostRouting') === phase
      ? [{ policy: readPolicyTraffic(manifest, traffic), locks: phase === 'PostRouting' && strategy?.inheritance === 'Override' }]
      : [];
  });
}

/** Routes get the policies of their listener, level by level and weakest first. */
function readRoute({ manifest, hostnames }: AcceptedRoute, inherited: readonly (readonly Policy[])[], index: ManifestIndex): EffectiveRoute {
  const rules: readonly RouteRule[] = manifest.object.spec.rules ?? [{}];
  return {
    manifest,
    field: ['spec'],
    key: keyOf(manifest.object),
    hostnames,
    rules: rules.map((rule, position) => readRule(manifest, rule, position, inherited, index)),
  };
}

function readRule(manifest: ManifestOf<HttpRoute>, rule: RouteRule, position: number, inherited: readonly (readonly Policy[])[],
  index: ManifestIndex): EffectiveRule {
  const field: FieldPath = ['spec', 'rules', position];
  const route: AttachmentPoint = { group: GATEWAY_API, kind: 'HTTPRoute', key: keyOf(manifest.object), labels: manifest.object.metadata.labels };
  const own = (rule.name === undefined ? [route] : [route, { ...route, section: rule.name }]).map((point) => attachedPolicies(point, index));
  return {
    manifest,
    field,
    route: route.key,
    name: rule.name,
    matches: readMatches(rule),
    traffic: mergeTraffic([
      ...[...inherited, ...own].map((policies) => trafficSources(policies, 'PostRouting')),
      [{ policy: readRuleFilters(manifest, rule, field), locks: false }],
    ]),
    backends: (rule.backendRefs ?? []).map((ref, at): WeightedBackend => ({
      weight: ref.weight ?? 1,
      backend: resolveBackend(manifest, ref, [...field, 'backendRefs', at], {
        // backend fields belong to whoever sets them first, so the most specific place comes first
        ofRoute: [...own].reverse().flat(),
        ofGateway: [...inherited].reverse().flat(),
      }, index),
    })),
  };
}

/** A rule without matches serves every path. */
function readMatches(rule: RouteRule): readonly RouteMatch[] {
  const matches = rule.matches !== undefined && rule.matches.length > 0 ? rule.matches : [{}];
  return matches.map((match) => ({
    path: { type: match.path?.type ?? 'PathPrefix', value: match.path?.value ?? '/' },
    method: match.method,
    headers: (match.headers ?? []).map(({ name, value, type }) => ({ name, value, type: type ?? 'Exact' })),
    queryParams: (match.queryParams ?? []).map(({ name, value, type }) => ({ name, value, type: type ?? 'Exact' })),
  }));
}
