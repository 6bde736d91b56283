import { FieldPath, HttpRoute } from '../manifest';
import { EffectiveRoute, EffectiveRule, RouteMatch, RuleAbove, WeightedBackend } from './effective-gateway';
import { keyOf, ManifestIndex, ManifestOf } from './manifest-index';
import { mergeTraffic } from './merge-traffic';
import { filterLevels, PolicyLevel, ruleLevels } from './policy-levels';
import { BackendReading } from './read-backend';
import { resolveBackend } from './resolve-backend';

type RouteRule = NonNullable<HttpRoute['spec']['rules']>[number];

/** What a route is read for: what it gets from its listener, and from the rules that have handed requests on to it. */
export interface RouteReading extends Pick<BackendReading, 'inherited' | 'targetVersion'> {
  readonly above?: LevelsAbove;
}

/** The rules that hand requests on, outermost first, and their levels, weakest first. */
export interface LevelsAbove {
  readonly rules: readonly RuleAbove[];
  /** With the filters of each rule, which a route below replaces. */
  readonly traffic: readonly PolicyLevel[];
  readonly ofRoute: readonly PolicyLevel[];
}

/** An HTTPRoute with these hostnames, under the policies of all levels. */
export function readRoute(manifest: ManifestOf<HttpRoute>, hostnames: readonly string[], reading: RouteReading,
  index: ManifestIndex): EffectiveRoute {
  const rules: readonly RouteRule[] = manifest.object.spec.rules ?? [{}];
  return {
    manifest,
    field: ['spec'],
    key: keyOf(manifest.object),
    hostnames,
    rules: rules.map((rule, position) => readRule(manifest, rule, position, reading, index)),
  };
}

function readRule(manifest: ManifestOf<HttpRoute>, rule: RouteRule, position: number, { inherited, targetVersion, above }: RouteReading,
  index: ManifestIndex): EffectiveRule {
  const field: FieldPath = ['spec', 'rules', position];
  const own = ruleLevels(manifest, rule.name, index);
  const ofRoute = above ? [...above.ofRoute, ...own] : own;
  const traffic = above ? [...inherited, ...above.traffic, ...own] : [...inherited, ...own];
  return {
    manifest,
    field,
    route: keyOf(manifest.object),
    name: rule.name,
    matches: readMatches(rule),
    traffic: mergeTraffic([...traffic, ...filterLevels(manifest, position)], 'PostRouting', targetVersion),
    backends: (rule.backendRefs ?? []).map((ref, at): WeightedBackend => ({
      weight: ref.weight ?? 1,
      backend: resolveBackend(manifest, ref, [...field, 'backendRefs', at], { inherited, ofRoute, targetVersion }, index),
    })),
    ...(above && { above: above.rules }),
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
