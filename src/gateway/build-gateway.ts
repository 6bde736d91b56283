import { Gateway, GatewayListener, HttpRoute, isBefore, ListenerSet, Manifest, TargetVersion } from '../manifest';
import { acceptedHostnames, acceptRoutes, isAdmitted, ListenerOwner, takesHttpRoutes } from './accept-routes';
import { isAnythingDelegated } from './delegated-routes';
import { EffectiveGateway, EffectiveListener, EffectiveRoute } from './effective-gateway';
import { followDelegation } from './follow-delegation';
import { isServed } from './gateway-classes';
import { indexManifests, keyOf, ManifestIndex, ManifestOf, sameKey } from './manifest-index';
import { mergeTraffic } from './merge-traffic';
import { listenerLevels, PolicyLevel } from './policy-levels';
import { readRoute } from './read-route';
import { settleFields } from './settle-fields';

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
    ...readRoutes(owned, inherited, index),
    other: [
      ...settleFields(frontend, 'frontend', targetVersion).flatMap(({ field: { manifest, field, name }, effect }) =>
        effect === 'replaced' ? [] : [{ manifest, field, name }]),
      // the certificate that the gateway shows servers whose TLS comes from a BackendTLSPolicy
      ...(gateway.object.spec.tls?.backend ? [{ manifest: gateway, field: ['spec', 'tls', 'backend'], name: 'tls.backend' }] : []),
    ],
  };
}

function readRoutes({ gateway, owner, listener, targetVersion }: OwnedListener, inherited: readonly PolicyLevel[],
  index: ManifestIndex): Pick<EffectiveListener, 'routes' | 'steps'> {
  const reading = { inherited, targetVersion };
  const routes: readonly EffectiveRoute[] = acceptRoutes(owner, listener, index)
    .map(({ manifest, hostnames }) => readRoute(manifest, hostnames, reading, index));
  if (routes.length === 0 || isBefore(targetVersion, '1.2') || !isAnythingDelegated(index)) {
    return { routes };
  }
  const serves = (route: ManifestOf<HttpRoute>): boolean => [gateway, ...listenerSetsOf(gateway, index)].some((one) =>
    one.object.spec.listeners.some((its) => takesHttpRoutes(its) && acceptedHostnames(one, its, route, index) !== undefined));
  return followDelegation(routes, { reading, serves }, index);
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
