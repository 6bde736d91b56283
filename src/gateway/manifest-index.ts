import {
  AgentgatewayBackend, AgentgatewayPolicy, BackendTlsPolicy, Gateway, GatewayClass, HttpRoute, KubernetesObject, ListenerSet, Manifest,
  manifestsOfKind, Namespace, ReferenceGrant, Service,
} from '../manifest';
import { ObjectKey } from './effective-gateway';
import { ObjectMap } from './object-map';

/** A manifest whose object is known to be of one kind. */
export type ManifestOf<T extends KubernetesObject> = Manifest & { readonly object: T };

/** The manifests by kind, in the order they were given. */
export interface ManifestIndex {
  readonly gateways: readonly ManifestOf<Gateway>[];
  readonly gatewayClasses: readonly ManifestOf<GatewayClass>[];
  readonly listenerSets: readonly ManifestOf<ListenerSet>[];
  readonly routes: readonly ManifestOf<HttpRoute>[];
  readonly policies: readonly ManifestOf<AgentgatewayPolicy>[];
  /** Of two objects with one name the later one is applied last. */
  readonly backends: ObjectMap<ManifestOf<AgentgatewayBackend>>;
  readonly backendTlsPolicies: readonly ManifestOf<BackendTlsPolicy>[];
  readonly services: readonly ManifestOf<Service>[];
  readonly namespaces: readonly ManifestOf<Namespace>[];
  readonly grants: readonly ManifestOf<ReferenceGrant>[];
}

export function indexManifests(manifests: readonly Manifest[]): ManifestIndex {
  return {
    gateways: manifestsOfKind(manifests, 'Gateway'),
    gatewayClasses: manifestsOfKind(manifests, 'GatewayClass'),
    listenerSets: manifestsOfKind(manifests, 'ListenerSet'),
    routes: manifestsOfKind(manifests, 'HTTPRoute'),
    policies: manifestsOfKind(manifests, 'AgentgatewayPolicy'),
    backends: new ObjectMap(manifestsOfKind(manifests, 'AgentgatewayBackend').map((manifest) => [keyOf(manifest.object), manifest])),
    backendTlsPolicies: manifestsOfKind(manifests, 'BackendTLSPolicy'),
    services: manifestsOfKind(manifests, 'Service'),
    namespaces: manifestsOfKind(manifests, 'Namespace'),
    grants: manifestsOfKind(manifests, 'ReferenceGrant'),
  };
}

/** An object without namespace lands in the namespace of whoever applies it, which is `default` unless they say otherwise. */
export function keyOf({ metadata }: KubernetesObject): ObjectKey {
  return { namespace: metadata.namespace ?? 'default', name: metadata.name };
}

export function sameKey(one: ObjectKey, other: ObjectKey): boolean {
  return one.namespace === other.namespace && one.name === other.name;
}

export function formatKey({ namespace, name }: ObjectKey): string {
  return `${namespace}/${name}`;
}
