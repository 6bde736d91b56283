import { EffectiveListener, EffectiveRoute, EffectiveRule, RouteMatch, StringMatch } from '../gateway';
import { HttpRequestFacts } from './http-request-facts';
import { hostnameRank } from './select-listener';
import { spans } from './spans';

/** The rule that serves a request. */
export interface MatchedRule {
  readonly route: EffectiveRoute;
  readonly rule: EffectiveRule;
}

type Rank = readonly number[];

/**
 * Chooses the rule of a listener for a request as agentgateway 1.4 does (`http/route.rs`): the most specific hostname first, then
 * Exact before PathPrefix before RegularExpression, the longer path, a method, more headers, more query parameters.
 * Of two that are equal the earlier one wins; a cluster takes the older object, which manifests cannot tell.
 */
export function matchRoute(listener: EffectiveListener, facts: HttpRequestFacts): MatchedRule | undefined {
  let best: { matched: MatchedRule; rank: Rank } | undefined;
  for (const route of listener.routes) {
    const hostRank = routeHostRank(route, facts.host);
    if (hostRank < 0) {
      continue;
    }
    for (const rule of route.rules) {
      for (const match of rule.matches) {
        if (matches(match, facts)) {
          const rank = [hostRank, ...matchRank(match)];
          if (!best || isHigher(rank, best.rank)) {
            best = { matched: { route, rule }, rank };
          }
        }
      }
    }
  }
  return best?.matched;
}

function routeHostRank(route: EffectiveRoute, host: string): number {
  return route.hostnames.length === 0 ? 0 : Math.max(...route.hostnames.map((hostname) => hostnameRank(hostname, host)));
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
