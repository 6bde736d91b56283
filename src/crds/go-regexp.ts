import { RE2JS } from 're2js';

/** Patterns of data are not bounded in number; those of CRDs are few. */
const MAX_CACHED = 1000;

const compiled = new Map<string, RE2JS>();

/**
 * Compiles a pattern as Go's `regexp` does (RE2 syntax, linear time), which the API server uses for `pattern`, `matches` and `find`.
 *
 * @throws Error for what RE2 does not know, such as look-ahead
 */
export function goRegexp(pattern: string): RE2JS {
  let regexp = compiled.get(pattern);
  if (regexp === undefined) {
    if (compiled.size >= MAX_CACHED) compiled.clear();
    regexp = RE2JS.compile(pattern);
    compiled.set(pattern, regexp);
  }
  return regexp;
}
