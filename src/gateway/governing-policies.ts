import { Gateway, HttpRoute, AgentgatewayBackend, FieldPath, Manifest, TargetVersion } from '../manifest';
import { ListenerOwner } from './accept-routes';
import { EffectiveListener, EffectiveRule, McpBackend, McpTarget, ObjectKey } from './effective-gateway';
import { keyOf, ManifestIndex, ManifestOf, sameKey } from './manifest-index';
import { settledTraffic } from './merge-traffic';
import { PolicyPart } from './policy-fields';
import { backendLevels, filterLevels, listenerLevels, ListenerLevels, PolicyLevel, PolicyLevelName, ruleLevels, targetLevels } from './policy-levels';
import { FieldEffect, SettledField, settleFields } from './settle-fields';

/** What is asked about: a listener; a rule that it serves; a backend that the rule leads to; one target of that. */
export interface GovernedPath {
  readonly listener: EffectiveListener;
  readonly rule?: EffectiveRule;
  readonly backend?: McpBackend;
  readonly target?: McpTarget;
}

/** A policy that reaches a path, at one level and in one phase. */
export interface GoverningPolicy {
  /** The AgentgatewayPolicy or BackendTLSPolicy; of filters and of what a backend says itself, the object that holds them. */
  readonly manifest: Manifest;
  readonly policy: ObjectKey;
  readonly level: PolicyLevelName;
  /** What the policy names: an object, or a section or port of it. */
  readonly place: { readonly group: string; readonly kind: string; readonly key: ObjectKey; readonly section?: string; readonly port?: number };
  /** The entry of `targetRefs` or `targetSelectors` that names it; absent where an object speaks for itself. */
  readonly target?: FieldPath;
  readonly phase: PolicyPart;
  readonly fields: readonly GoverningField[];
}

/** A field of a policy, and what becomes of it on the path. */
export interface GoverningField {
  /** For example `traffic.jwtAuthentication`. */
  readonly name: string;
  readonly field: FieldPath;
  readonly effect: FieldEffect;
  /** `strategy.inheritance: Override`: it lets no more specific level replace it. */
  readonly locked: boolean;
  /** The policy that holds in its place: of what is replaced, locked out or tied. */
  readonly by?: { readonly policy: ObjectKey; readonly manifest: Manifest; readonly field: FieldPath };
}

/** The manifests and the release that an effective gateway was built from. */
export interface GoverningSource {
  readonly index: ManifestIndex;
  readonly targetVersion: TargetVersion;
}

/** Connections, before routing, after it, and towards the backend. */
const PHASES: readonly PolicyPart[] = ['frontend', 'PreRouting', 'PostRouting', 'backend'];

/**
 * Which policies govern a route rule, and a backend or target that it leads to, and why: phase by phase, the strongest first.
 * It is the answer behind `buildGateway`, whose merged fields are those that hold here.
 */
export function governingPolicies(source: GoverningSource, path: GovernedPath): readonly GoverningPolicy[] {
  return PHASES.flatMap((phase) => policiesOf(phase, settledFields(source, path, phase)));
}

/** What becomes of every field of one phase that reaches a path, the weakest level first. */
export function settledFields({ index, targetVersion }: GoverningSource, path: GovernedPath, phase: PolicyPart): readonly SettledField[] {
  return (phase === 'PostRouting' && path.rule && settledTraffic(path.rule.traffic)) || settleFields(levelsOf({ index, targetVersion }, path, phase), phase, targetVersion);
}

function levelsOf(source: GoverningSource, { listener, rule, backend, target }: GovernedPath, phase: PolicyPart): readonly PolicyLevel[] {
  const ofListener = levelsOfListener(source, listener);
  if (!ofListener || phase === 'frontend' || phase === 'PreRouting') {
    return (phase === 'frontend' ? ofListener?.frontend : ofListener?.preRouting) ?? [];
  }
  const { inherited } = ofListener;
  if (!rule) {
    return phase === 'PostRouting' ? inherited : [];
  }
  // the rule itself, after those that have handed its requests on
  const rules = [...rule.above ?? [], rule]
    .map(({ manifest, name, field }) => ({ route: manifest as ManifestOf<HttpRoute>, name, position: Number(field[2]) }));
  if (phase === 'PostRouting') {
    return [
      ...inherited,
      ...rules.flatMap(({ route, name, position }) => [...ruleLevels(route, name, source.index), ...filterLevels(route, position)]),
    ];
  }
  const ofRoute = rules.flatMap(({ route, name }) => ruleLevels(route, name, source.index));
  if (!backend) {
    return [];
  }
  const levels = backendLevels(backend.manifest as ManifestOf<AgentgatewayBackend>, { inherited, ofRoute }, source.index);
  return target ? targetLevels(levels, target, Number(target.field[3]), source.targetVersion, source.index) : levels.levels;
}

/** One listener is asked about for each of its rules. */
const known = new WeakMap<ManifestIndex, WeakMap<EffectiveListener, ListenerLevels | undefined>>();

function levelsOfListener({ index, targetVersion }: GoverningSource, listener: EffectiveListener): ListenerLevels | undefined {
  const ofIndex = known.get(index) ?? new WeakMap<EffectiveListener, ListenerLevels | undefined>();
  known.set(index, ofIndex);
  if (!ofIndex.has(listener)) {
    const gateway = gatewayOf(listener, index);
    const owner = listener.manifest as ListenerOwner;
    ofIndex.set(listener, gateway && listenerLevels({ gateway, owner, name: listener.name, port: listener.port }, targetVersion, index));
  }
  return ofIndex.get(listener);
}

function gatewayOf({ gateway, manifest }: EffectiveListener, { gateways }: ManifestIndex): ManifestOf<Gateway> | undefined {
  return manifest.object.kind === 'Gateway'
    ? manifest as ManifestOf<Gateway>
    : gateways.find(({ object }) => sameKey(keyOf(object), gateway));
}

function policiesOf(phase: PolicyPart, settled: readonly SettledField[]): readonly GoverningPolicy[] {
  const policies: (Omit<GoverningPolicy, 'fields'> & { readonly source: unknown; readonly fields: GoverningField[] })[] = [];
  for (const { field, level, source, effect, by } of settled) {
    let last = policies.at(-1);
    if (last?.source !== source) {
      const { group, kind, key, section, port } = level.point;
      last = {
        source,
        manifest: source.manifest,
        policy: keyOf(source.manifest.object),
        level: level.name,
        place: { group, kind, key, ...(section !== undefined && { section }), ...(port !== undefined && { port }) },
        ...(source.target && { target: source.target }),
        phase,
        fields: [],
      };
      policies.push(last);
    }
    const instead = by && lastOf(by);
    last.fields.push({
      name: field.name,
      field: field.field,
      effect,
      locked: field.locks,
      ...(instead && { by: { policy: keyOf(instead.manifest.object), manifest: instead.manifest, field: instead.field } }),
    });
  }
  return policies.reverse().map(({ source: _source, ...policy }) => policy);
}

/** What replaces a field may be replaced in turn. */
function lastOf(settled: SettledField): SettledField['field'] {
  return settled.by && settled.effect !== 'tied' ? lastOf(settled.by) : settled.field;
}
