import { AgentgatewayBackend, Gateway, HttpRoute, isBefore, Manifest, FieldPath, TargetVersion } from '../manifest';
import { ListenerOwner } from './accept-routes';
import { AttachmentPoint, attachedPolicies } from './attached-policies';
import { backendTlsPolicies } from './backend-tls-policies';
import { ObjectKey } from './effective-gateway';
import { filterFields } from './filter-fields';
import { keyOf, ManifestIndex, ManifestOf, sameKey } from './manifest-index';
import { ownFields, PolicyField } from './policy-fields';

const GATEWAY_API = 'gateway.networking.k8s.io';

/** How specific a place is. What a route rule, a backend or a target says itself is a level of its own. */
export type PolicyLevelName =
  | 'Gateway' | 'Gateway port' | 'ListenerSet' | 'listener' | 'Route' | 'route rule' | 'filters of the rule'
  | 'backend' | 'backend itself' | 'backend section' | 'target itself' | 'Service' | 'Service port';

/** A place, and all that sets fields there. */
export interface PolicyLevel {
  readonly name: PolicyLevelName;
  readonly point: AttachmentPoint;
  readonly sources: readonly PolicySource[];
}

/** A policy at one of its places, or an object that says the same itself. */
export interface PolicySource {
  readonly manifest: Manifest;
  /** The entry of `targetRefs` or `targetSelectors` that names the place; absent where an object speaks for itself. */
  readonly target?: FieldPath;
  readonly fields: readonly PolicyField[];
}

/** The levels above the routes of a listener, each list weakest first. */
export interface ListenerLevels {
  /** Connections: of these only `frontend` counts. */
  readonly frontend: readonly PolicyLevel[];
  readonly preRouting: readonly PolicyLevel[];
  /** What routes and backends inherit. */
  readonly inherited: readonly PolicyLevel[];
}

/** What levels of a listener are asked by. */
export interface LeveledListener {
  readonly gateway: ManifestOf<Gateway>;
  /** The Gateway, or a ListenerSet that extends it. */
  readonly owner: ListenerOwner;
  readonly name: string;
  readonly port: number;
}

export function listenerLevels({ gateway, owner, name, port }: LeveledListener, targetVersion: TargetVersion, index: ManifestIndex): ListenerLevels {
  const point = pointOf(GATEWAY_API, gateway);
  const ofOwner = pointOf(GATEWAY_API, owner);
  const isExtension = owner.object.kind === 'ListenerSet';
  const whole = levelAt('Gateway', point, index);
  const listener = levelAt('listener', { ...ofOwner, section: name }, index);
  const preRouting = [whole, ...(isExtension ? [levelAt('ListenerSet', ofOwner, index)] : []), listener];
  return {
    frontend: [whole, levelAt('Gateway port', { ...point, port }, index), ...(isExtension ? [] : [listener])],
    preRouting,
    // up to 1.4 the data plane has no ListenerSet step where it looks up route-phase policies, though their status says Attached
    inherited: isExtension && isBefore(targetVersion, 'main') ? [whole] : preRouting,
  };
}

/** The levels of a route and one rule of it, weakest first. */
export function ruleLevels(manifest: ManifestOf<HttpRoute>, name: string | undefined, index: ManifestIndex): readonly PolicyLevel[] {
  const point = pointOf(GATEWAY_API, manifest);
  const route = levelAt('Route', point, index);
  return name === undefined ? [route] : [route, levelAt('route rule', { ...point, section: name }, index)];
}

/** The filters of a rule, where it has any; stronger than any policy. */
export function filterLevels(manifest: ManifestOf<HttpRoute>, position: number): readonly PolicyLevel[] {
  const rule = (manifest.object.spec.rules ?? [{}])[position];
  const fields = filterFields(manifest, rule, ['spec', 'rules', position]);
  return fields.length === 0 ? [] : [{ name: 'filters of the rule', point: pointOf(GATEWAY_API, manifest), sources: [{ manifest, fields }] }];
}

/**
 * The levels of a backend as one route rule reaches it. What the backend says itself is stronger than any policy on it, and a policy on the
 * route is stronger than one on the backend.
 */
export function backendLevels(manifest: ManifestOf<AgentgatewayBackend>, { inherited, ofRoute }: InheritedLevels,
  index: ManifestIndex): BackendLevels {
  const point = pointOf('agentgateway.dev', manifest);
  return {
    manifest,
    point,
    levels: [
      ...inherited,
      levelWithTls('backend', point, index),
      ...ofRoute,
      ...itself('backend itself', { manifest, point }, ['spec', 'policies'], manifest.object.spec.policies),
    ],
  };
}

/** The levels of a backend without its targets, weakest first. */
export interface BackendLevels {
  readonly manifest: ManifestOf<AgentgatewayBackend>;
  readonly point: AttachmentPoint;
  readonly levels: readonly PolicyLevel[];
}

/** What levels of a target are asked by. */
export interface LeveledTarget {
  /** Effective name. */
  readonly name: string;
  readonly port: number;
  /** The Service, where the gateway reaches the target as one. */
  readonly service?: ObjectKey;
}

/**
 * All levels of one target, weakest first; `position` is the entry of `targets` that it comes from. The data plane merges what a section and the
 * target itself say over all that holds for the backend (`mcp/router.rs`). Up to 1.1 it then merged what a Service sets over that; since 1.2 no
 * policy on a Service governs a connection to a target.
 */
export function targetLevels({ manifest, point, levels }: BackendLevels, { name, port, service }: LeveledTarget, position: number,
  targetVersion: TargetVersion, index: ManifestIndex): readonly PolicyLevel[] {
  const own = manifest.object.spec.mcp?.targets[position].static?.policies;
  const section = levelWithTls('backend section', { ...point, section: name }, index);
  return [
    ...levels,
    ...section.sources.length === 0 ? [] : [section],
    ...itself('target itself', { manifest, point }, ['spec', 'mcp', 'targets', position, 'static', 'policies'], own),
    ...(service && isBefore(targetVersion, '1.2') ? serviceLevels(service, port, index) : []),
  ];
}

function serviceLevels(key: ObjectKey, port: number, index: ManifestIndex): readonly PolicyLevel[] {
  const labels = index.services.find(({ object }) => object.metadata.name === key.name && sameKey(keyOf(object), key))?.object.metadata.labels;
  const point = { group: '', kind: 'Service', key, labels };
  return [levelWithTls('Service', point, index), levelWithTls('Service port', { ...point, section: String(port) }, index)]
    .filter(({ sources }) => sources.length > 0);
}

function itself(name: PolicyLevelName, { manifest, point }: Pick<BackendLevels, 'manifest' | 'point'>, field: FieldPath,
  own: object | undefined): readonly PolicyLevel[] {
  return own === undefined ? [] : [{ name, point, sources: [{ manifest, fields: ownFields(manifest, field, own) }] }];
}

/** The levels that a backend inherits from the listener, and from the route and its rule. */
export interface InheritedLevels {
  readonly inherited: readonly PolicyLevel[];
  readonly ofRoute: readonly PolicyLevel[];
}

function levelAt(name: PolicyLevelName, point: AttachmentPoint, index: ManifestIndex): PolicyLevel {
  return { name, point, sources: attachedPolicies(point, index) };
}

/** Towards a backend, a BackendTLSPolicy is merged as a policy is. */
function levelWithTls(name: PolicyLevelName, point: AttachmentPoint, index: ManifestIndex): PolicyLevel {
  const level = levelAt(name, point, index);
  const tls = backendTlsPolicies(point, index);
  return tls.length === 0 ? level : { ...level, sources: [...level.sources, ...tls] };
}

function pointOf(group: string, { object }: Manifest): AttachmentPoint {
  return { group, kind: object.kind, key: keyOf(object), labels: object.metadata.labels };
}
