import { RouteMatch } from './effective-gateway';

type PathMatch = RouteMatch['path'];

/**
 * The matches of a rule that gets its requests from another one: the requests that both take. Those that have none in common are left out. What
 * a regular expression has in common with another path is not worked out, and the path of the rule itself stands for it.
 */
export function combineMatches(above: readonly RouteMatch[], own: readonly RouteMatch[]): readonly RouteMatch[] {
  return own.flatMap((match, position) => above.flatMap((outer): RouteMatch[] => {
    const path = commonPath(outer.path, match.path);
    if (!path || (outer.method !== undefined && match.method !== undefined && outer.method !== match.method)) {
      return [];
    }
    return [{
      path,
      method: match.method ?? outer.method,
      headers: [...outer.headers, ...match.headers],
      queryParams: [...outer.queryParams, ...match.queryParams],
      position,
    }];
  }));
}

function commonPath(one: PathMatch, other: PathMatch): PathMatch | undefined {
  if (one.type === 'RegularExpression' || other.type === 'RegularExpression') {
    return other;
  }
  if (isWithin(one, other)) {
    return one;
  }
  return isWithin(other, one) ? other : undefined;
}

/** Whether every path of one match is one of another. */
function isWithin(path: PathMatch, other: PathMatch): boolean {
  if (other.type === 'Exact') {
    return path.type === 'Exact' && path.value === other.value;
  }
  const prefix = other.value.replace(/\/+$/, '');
  return path.value.replace(/\/+$/, '') === prefix || path.value.startsWith(`${prefix}/`);
}
