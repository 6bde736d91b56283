import { EffectiveListener, EffectiveRoute, EffectiveRule, RouteMatch, RouteStep, StringMatch, WeightedBackend } from '../gateway';
import { HttpRequestFacts } from './http-request-facts';
import { pickBackend } from './pick-backend';
import { hostnameRank } from './select-listener';
import { spans } from './spans';

/** The rule that serves a request. */
export interface MatchedRule {
  readonly route: EffectiveRoute;
  readonly rule: EffectiveRule;
  /** The backend that was drawn on the way, where routes hand requests on. */
  readonly backend?: WeightedBackend['backend'];
  /** Routes hand the request on in a circle. */
  readonly cyclic?: boolean;
}

type Rank = readonly number[];

/**
 * Chooses the rule of a listener for a request as agentgateway 1.4 does (`http/route.rs`): the most specific hostname first, then
 * Exact before PathPrefix before RegularExpression, the longer path, a method, more headers, more query parameters.
 * Of two that are equal the earlier one wins; a cluster takes the older object, which manifests cannot tell.
 * Where the backend that is drawn for the rule hands the request on to routes, it is chosen among these in the same way, and so on: who takes it
 * first is not asked again.
 */
export function matchRoute(listener: EffectiveListener, facts: HttpRequestFacts): MatchedRule | undefined {
  return listener.steps ? matchSteps(listener.steps, facts) : best(listener.routes, facts);
}

function matchSteps(steps: readonly RouteStep[], facts: HttpRequestFacts): MatchedRule | undefined {
  const found = best(steps, facts);
  if (!found) {
    return undefined;
  }
  const { route: { route }, rule: { rule, next, cyclic } } = found;
  const backend = cyclic ? undefined : pickBackend(rule.backends);
  const further = backend && next.get(backend);
  return further ? matchSteps(further, facts) : { route, rule, backend, cyclic };
}

/** A route, or one as a request comes to it. */
interface Candidate<Rule> {
  readonly hostnames: readonly string[];
  readonly rules: readonly Rule[];
}

function best<Rule extends { readonly matches: readonly RouteMatch[] }, Route extends Candidate<Rule>>(
  routes: readonly (Route & Candidate<Rule>)[], facts: HttpRequestFacts): { readonly route: Route; readonly rule: Rule } | undefined {
  let found: { readonly route: Route; readonly rule: Rule } | undefined;
  let highest: Rank | undefined;
  for (const route of routes) {
    const hostRank = routeHostRank(route.hostnames, facts.host);
    if (hostRank < 0) {
      continue;
    }
    for (const rule of route.rules) {
      for (const match of rule.matches) {
        if (matches(match, facts)) {
          const rank = [hostRank, ...matchRank(match)];
          if (!highest || isHigher(rank, highest)) {
            found = { route, rule };
            highest = rank;
          }
        }
      }
    }
  }
  return found;
}

function routeHostRank(hostnames: readonly string[], host: string): number {
  return hostnames.length === 0 ? 0 : Math.max(...hostnames.map((hostname) => hostnameRank(hostname, host)));
}

function matchRank(match: RouteMatch): Rank {
  const kind = { Exact: 2, PathPrefix: 1, RegularExpression: 0 }[match.path.type];
  return [kind, match.path.value.length, match.method === undefined ? 0 : 1, match.headers.length, match.queryParams.length];
}

function isHigher(rank: Rank, other: Rank): boolean {
  const at = rank.findIndex((value, index) => value !== other[index]);
  return at >= 0 && rank[at] > other[at];
}

function matches(match: RouteMatch, facts: HttpRequestFacts): boolean {
  return pathMatches(match.path, facts.path)
    && (match.method === undefined || match.method === facts.method)
    && match.headers.every((wanted) => facts.headers.some(([name, value]) => name === wanted.name.toLowerCase() && textMatches(wanted, value)))
    && match.queryParams.every((wanted) => {
      // of a repeated parameter the last value counts
      const value = new URLSearchParams(facts.query).getAll(wanted.name).at(-1);
      return value !== undefined && textMatches(wanted, value);
    });
}

function pathMatches(wanted: RouteMatch['path'], path: string): boolean {
  switch (wanted.type) {
    case 'Exact':
      return path === wanted.value;
    case 'PathPrefix': {
      const prefix = wanted.value.replace(/\/$/, '');
      return path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === '/');
    }
    case 'RegularExpression':
      return spans(wanted.value, path);
  }
}

function textMatches(wanted: StringMatch, value: string): boolean {
  return wanted.type === 'Exact' ? value === wanted.value : spans(wanted.value, value);
}
