import { CelFunc, celMethod, CelScalar, listType } from '@bufbuild/cel';
import { goRegexp } from '../../go-regexp';

const { INT, STRING } = CelScalar;

/** Kubernetes' regex library. */
export const regex: CelFunc[] = [
  celMethod('find', STRING, [STRING], STRING, function (pattern) { return findAll(this, pattern, 1)[0] ?? ''; }),
  celMethod('findAll', STRING, [STRING], listType(STRING), function (pattern) { return findAll(this, pattern, Infinity); }),
  celMethod('findAll', STRING, [STRING, INT], listType(STRING), function (pattern, most) {
    return findAll(this, pattern, most < 0n ? Infinity : Number(most));
  }),
];

/** As Go does: an empty match right behind a match does not count. */
function findAll(text: string, pattern: string, most: number): string[] {
  const found: string[] = [];
  const matcher = goRegexp(pattern).matcher(text);
  let end = -1;
  while (found.length < most && matcher.find()) {
    if (matcher.start() !== matcher.end() || matcher.start() !== end) found.push(matcher.group()!);
    end = matcher.end();
  }
  return found;
}
