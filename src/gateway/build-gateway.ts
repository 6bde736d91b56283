import { FieldPath, Gateway, GatewayListener, HttpRoute, ListenerSet, Manifest, TargetVersion } from '../manifest';
import { AcceptedRoute, acceptRoutes, isAdmitted, ListenerOwner } from './accept-routes';
import { EffectiveGateway, EffectiveListener, EffectiveRoute, EffectiveRule, RouteMatch, WeightedBackend } from './effective-gateway';
import { isServed } from './gateway-classes';
import { indexManifests, keyOf, ManifestIndex, ManifestOf, sameKey } from './manifest-index';
import { mergeTraffic } from './merge-traffic';
import { filterLevels, listenerLevels, ruleLevels } from './policy-levels';
import { BackendReading } from './read-backend';
import { resolveBackend } from './resolve-backend';
import { settleFields } from './settle-fields';

type RouteRule = NonNullable<HttpRoute['spec']['rules']>[number];

/**
 * What a set of manifests means for a release of agentgateway: which listener serves which route to which backend under which policies.
 * The manifests must have passed their schemas; objects that the API server would refuse never reach a data plane.
 */
export function buildGateway(manifests: readonly Manifest[], options: { readonly targetVersion: TargetVersion }): EffectiveGateway {
  const index = indexManifests(manifests);
  const { targetVersion } = options;
  return {
    targetVersion,
    listeners: index.gateways
      .filter((gateway) => isServed(gateway, index))
      .flatMap((gateway) => [gateway, ...listenerSetsOf(gateway, index)].flatMap((owner) =>
        owner.object.spec.listeners.map((listener, position) => readListener({ gateway, owner, listener, position, targetVersion }, index)))),
  };
}

/** A listener and who it belongs to: a Gateway, or a ListenerSet that extends one. */
interface OwnedListener {
  readonly gateway: ManifestOf<Gateway>;
  readonly owner: ListenerOwner;
  readonly listener: GatewayListener;
  readonly position: number;
  readonly targetVersion: TargetVersion;
}

function readListener(owned: OwnedListener, index: ManifestIndex): EffectiveListener {
  const { gateway, owner, listener, position, targetVersion } = owned;
  const { frontend, preRouting, inherited } = listenerLevels({ gateway, owner, name: listener.name, port: listener.port }, targetVersion, index);
  return {
    manifest: owner,
    field: ['spec', 'listeners', position],
    gateway: keyOf(gateway.object),
    name: listener.name,
    port: listener.port,
    protocol: listener.protocol,
    hostname: listener.hostname,
    preRouting: mergeTraffic(preRouting, 'PreRouting', targetVersion),
    routes: acceptRoutes(owner, listener, index).map((route) => readRoute(route, { inherited, targetVersion }, index)),
    other: [
      ...settleFields(frontend, 'frontend', targetVersion).flatMap(({ field: { manifest, field, name }, effect }) =>
        effect === 'replaced' ? [] : [{ manifest, field, name }]),
      // the certificate that the gateway shows servers whose TLS comes from a BackendTLSPolicy
      ...(gateway.object.spec.tls?.backend ? [{ manifest: gateway, field: ['spec', 'tls', 'backend'], name: 'tls.backend' }] : []),
    ],
  };
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

/** What routes get from their listener. */
type Inherited = Pick<BackendReading, 'inherited' | 'targetVersion'>;

function readRoute({ manifest, hostnames }: AcceptedRoute, inherited: Inherited, index: ManifestIndex): EffectiveRoute {
  const rules: readonly RouteRule[] = manifest.object.spec.rules ?? [{}];
  return {
    manifest,
    field: ['spec'],
    key: keyOf(manifest.object),
    hostnames,
    rules: rules.map((rule, position) => readRule(manifest, rule, position, inherited, index)),
  };
}

function readRule(manifest: ManifestOf<HttpRoute>, rule: RouteRule, position: number, { inherited, targetVersion }: Inherited,
  index: ManifestIndex): EffectiveRule {
  const field: FieldPath = ['spec', 'rules', position];
  const ofRoute = ruleLevels(manifest, rule.name, index);
  return {
    manifest,
    field,
    route: keyOf(manifest.object),
    name: rule.name,
    matches: readMatches(rule),
    traffic: mergeTraffic([...inherited, ...ofRoute, ...filterLevels(manifest, position)], 'PostRouting', targetVersion),
    backends: (rule.backendRefs ?? []).map((ref, at): WeightedBackend => ({
      weight: ref.weight ?? 1,
      backend: resolveBackend(manifest, ref, [...field, 'backendRefs', at], { inherited, ofRoute, targetVersion }, index),
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
