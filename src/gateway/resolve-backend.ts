import { FieldPath, HttpRoute, isBefore } from '../manifest';
import { ObjectKey, UnusableBackend, WeightedBackend } from './effective-gateway';
import { keyOf, ManifestIndex, ManifestOf } from './manifest-index';
import { BackendReading, readBackend } from './read-backend';

type BackendRef = NonNullable<NonNullable<HttpRoute['spec']['rules']>[number]['backendRefs']>[number];

/** What a ReferenceGrant lets routes of another namespace refer to. */
export interface GrantedObject extends ObjectKey {
  readonly group: string;
  readonly kind: string;
}

/** Follows a reference of a route rule to its backend. */
export function resolveBackend(route: ManifestOf<HttpRoute>, ref: BackendRef, field: FieldPath,
  reading: BackendReading,
  index: ManifestIndex): WeightedBackend['backend'] {
  const from = keyOf(route.object);
  const key = { namespace: ref.namespace ?? from.namespace, name: ref.name };
  const unusable = (reason: UnusableBackend['reason']): WeightedBackend['backend'] =>
    ({ kind: 'unusable', unusable: { manifest: route, field, key, reason } });
  if (ref.group === 'gateway.networking.k8s.io' && ref.kind === 'HTTPRoute') {
    return unusable(isBefore(reading.targetVersion, '1.2') ? 'not handed on' : 'a route');
  }
  if (ref.group !== 'agentgateway.dev' || ref.kind !== 'AgentgatewayBackend') {
    return unusable('not an MCP backend');
  }
  const manifest = index.backends.get(key);
  if (!manifest) {
    return unusable('missing');
  }
  if (key.namespace !== from.namespace && !isGranted(from.namespace, { ...key, group: ref.group, kind: ref.kind }, index)) {
    return unusable('not permitted');
  }
  const { mcp } = manifest.object.spec;
  return mcp ? { kind: 'mcp', mcp: readBackend(manifest, mcp, reading, index) } : unusable('not an MCP backend');
}

/** A ReferenceGrant in the namespace of the backend must name the route's namespace and the backend. */
export function isGranted(routeNamespace: string, backend: GrantedObject, { grants }: ManifestIndex): boolean {
  return grants.some(({ object }) => keyOf(object).namespace === backend.namespace
    && object.spec.from.some(({ group, kind, namespace }) =>
      group === 'gateway.networking.k8s.io' && kind === 'HTTPRoute' && namespace === routeNamespace)
    && object.spec.to.some(({ group, kind, name }) =>
      group === backend.group && kind === backend.kind && (name === undefined || name === backend.name)));
}
