import { HttpRoute } from '../manifest';
import { commonHostnamesOf } from './accept-routes';
import { combineMatches } from './combine-matches';
import { delegatedRoutes } from './delegated-routes';
import { EffectiveRoute, EffectiveRule, ObjectKey, RouteMatch, RouteStep, RuleStep, WeightedBackend } from './effective-gateway';
import { keyOf, ManifestIndex, ManifestOf } from './manifest-index';
import { filterLevels, ruleLevels } from './policy-levels';
import { LevelsAbove, readRoute, RouteReading } from './read-route';

/** The routes of a listener, those that others hand requests on to among them, and how a request finds its rule. */
export interface FollowedRoutes {
  readonly routes: readonly EffectiveRoute[];
  readonly steps: readonly RouteStep[];
}

/** What routes are followed for. */
export interface Following {
  readonly reading: RouteReading;
  /** Whether the Gateway of the listener serves a route that names parents other than HTTPRoutes: only then it hands requests on there. */
  serves(route: ManifestOf<HttpRoute>): boolean;
}

/** Routes that hand on to each other come to more matches than anybody means; what goes beyond is not judged. */
const MOST_MATCHES = 10_000;
/** So many routes one behind the other are nobody's plan, and whoever walks along them recurses. */
const LONGEST_CHAIN = 64;
const NO_STEPS: RuleStep['next'] = new Map();

/**
 * Follows references to HTTPRoutes as the data plane does (`select_route_chain`): a rule is chosen among the routes of the listener, then among those
 * that it hands requests on to, and so on; each asks for its own hostnames and matches. Policies and filters of the rules above hold where no
 * route below replaces them.
 */
export function followDelegation(top: readonly EffectiveRoute[], following: Following, index: ManifestIndex): FollowedRoutes {
  const walk: Walk = { ...following, index, left: MOST_MATCHES };
  const followed = top.map((route) => followRoute(route, undefined, walk));
  return { routes: followed.flatMap(({ routes }) => routes), steps: followed.map(({ step }) => step) };
}

interface Walk extends Following {
  readonly index: ManifestIndex;
  left: number;
}

/** The requests that come down to a route, and from where. */
interface Descent {
  readonly hostnames: readonly string[];
  readonly matches: readonly RouteMatch[];
  readonly above: LevelsAbove;
}

interface FollowedRoute {
  readonly step: RouteStep;
  readonly routes: readonly EffectiveRoute[];
}

function followRoute(route: EffectiveRoute, descent: Descent | undefined, walk: Walk): FollowedRoute {
  const hostnames = descent ? commonHostnamesOf(descent.hostnames, route.hostnames) : route.hostnames;
  const rules = hostnames === undefined ? [] : route.rules.flatMap((rule) => followRule(rule, hostnames, descent, walk) ?? []);
  const ending = rules.flatMap(({ step }) => endsHere(step) ? [step.rule] : []);
  const isWhole = descent === undefined && ending.length === route.rules.length && ending.every((rule, at) => rule === route.rules[at]);
  const whole = isWhole ? route : { ...route, hostnames: hostnames ?? [], rules: ending };
  return {
    step: { route: whole, hostnames: route.hostnames, rules: rules.map(({ step }) => step) },
    routes: [...(descent === undefined || ending.length > 0 ? [whole] : []), ...rules.flatMap(({ routes }) => routes)],
  };
}

/** Whether requests that the rule takes end at it: at a backend, or at the lack of one. */
function endsHere({ rule, next, cyclic }: RuleStep): boolean {
  return !cyclic && (next.size === 0 || rule.backends.some(({ weight, backend }) => weight > 0 && !next.has(backend)));
}

interface FollowedRule {
  readonly step: RuleStep;
  readonly routes: readonly EffectiveRoute[];
}

function followRule(rule: EffectiveRule, hostnames: readonly string[], descent: Descent | undefined, walk: Walk): FollowedRule | undefined {
  const matches = descent ? combineMatches(descent.matches, rule.matches) : rule.matches;
  if (matches.length === 0) {
    return undefined;
  }
  const step = { rule: descent ? { ...rule, matches } : rule, matches: rule.matches, next: NO_STEPS };
  if (descent?.above.rules.some(({ manifest, field }) => manifest === rule.manifest && field[2] === rule.field[2])) {
    return { step: { ...step, cyclic: true }, routes: [] };
  }
  if (!rule.backends.some(handsOn)) {
    return { step, routes: [] };
  }
  const next = new Map<WeightedBackend['backend'], readonly RouteStep[]>();
  const routes: EffectiveRoute[] = [];
  const above = levelsBelow(rule, descent?.above, walk);
  const backends = rule.backends.map((weighted): WeightedBackend => {
    const { backend } = weighted;
    if (backend.kind !== 'unusable' || backend.unusable.reason !== 'a route') {
      return weighted;
    }
    const children = above.rules.length > LONGEST_CHAIN ? undefined : childrenOf(rule, backend.unusable.key, matches.length, walk);
    if (!children) {
      return { ...weighted, backend: { kind: 'unusable', unusable: { ...backend.unusable, reason: 'not judged' } } };
    }
    const followed = children.map((child) => {
      const read = readRoute(child, child.object.spec.hostnames ?? [], { ...walk.reading, above }, walk.index);
      return followRoute(read, { hostnames, matches, above }, walk);
    });
    next.set(backend, followed.map((one) => one.step));
    routes.push(...followed.flatMap((one) => one.routes));
    return weighted;
  });
  return { step: { ...step, rule: { ...step.rule, backends }, next }, routes };
}

function handsOn({ backend }: WeightedBackend): boolean {
  return backend.kind === 'unusable' && backend.unusable.reason === 'a route';
}

/** `undefined` where what happens is not settled, or is too much to be followed. */
function childrenOf({ manifest }: EffectiveRule, key: ObjectKey, matches: number, walk: Walk): readonly ManifestOf<HttpRoute>[] | undefined {
  const route = manifest as ManifestOf<HttpRoute>;
  const { routes, unsettled } = delegatedRoutes({ route, key }, walk.reading.targetVersion, walk.index);
  for (const { object } of routes) {
    for (const rule of object.spec.rules ?? [{ matches: [] }]) {
      walk.left -= matches * Math.max(rule.matches?.length ?? 0, 1);
    }
  }
  return unsettled || walk.left < 0 || !mayHandOn(route, walk) ? undefined : routes;
}

/** A route that others hand requests on to, and that a Gateway serves as well, hands them on through that Gateway alone. */
function mayHandOn(route: ManifestOf<HttpRoute>, walk: Walk): boolean {
  const parents = route.object.spec.parentRefs ?? [];
  return parents.every(({ kind }) => kind === 'HTTPRoute') || walk.serves(route);
}

function levelsBelow(rule: EffectiveRule, above: LevelsAbove | undefined, { index }: Walk): LevelsAbove {
  const manifest = rule.manifest as ManifestOf<HttpRoute>;
  const own = ruleLevels(manifest, rule.name, index);
  return {
    rules: [...above?.rules ?? [], { manifest, field: rule.field, route: keyOf(manifest.object), name: rule.name }],
    traffic: [...above?.traffic ?? [], ...own, ...filterLevels(manifest, Number(rule.field[2]))],
    ofRoute: [...above?.ofRoute ?? [], ...own],
  };
}
