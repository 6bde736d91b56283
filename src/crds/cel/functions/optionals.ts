import { CelFunc, celFunc, isCelList, isCelMap, type CelList, celMethod, CelScalar, type CelValue, listType } from '@bufbuild/cel';

const { BOOL, DYN } = CelScalar;

/**
 * The optional values of CEL. One is held as a list of at most one value, which no rule can tell from an optional:
 * the API server refuses CRDs whose rules mix the two.
 */
const OPTIONAL = listType(DYN);

/** An optional without a value, as `oldSelf` is for a new object. */
export const NONE: readonly CelValue[] = [];

/** What the rewriting of `a.?b` and `a[?b]` calls. */
export const OPTIONAL_SELECT = 'optional_select';

/** What the rewriting of `optFlatMap` calls. */
export const OPTIONAL_FLATTEN = 'optional_flatten';

export const optionals: CelFunc[] = [
  celFunc('optional.none', [], OPTIONAL, () => NONE),
  celFunc('optional.of', [DYN], OPTIONAL, (value) => [value]),
  celFunc('optional.ofNonZeroValue', [DYN], OPTIONAL, (value) => (isZero(value) ? NONE : [value])),
  celFunc('optional.unwrap', [OPTIONAL], OPTIONAL, unwrap),
  celMethod('unwrapOpt', OPTIONAL, [], OPTIONAL, function () { return unwrap(this); }),
  celMethod('hasValue', OPTIONAL, [], BOOL, function () { return this.size > 0; }),
  celMethod('value', OPTIONAL, [], DYN, function () {
    const value = this.get(0);
    if (value === undefined) throw new Error('optional.none() dereference');
    return value;
  }),
  celMethod('orValue', OPTIONAL, [DYN], DYN, function (otherwise) { return this.get(0) ?? otherwise; }),
  celMethod('or', OPTIONAL, [OPTIONAL], OPTIONAL, function (otherwise) { return this.size > 0 ? this : otherwise; }),
  celMethod(OPTIONAL_SELECT, DYN, [DYN, BOOL], OPTIONAL, function (key, chained) {
    const owner = chained ? (this as CelList).get(0) : this;
    if (owner === undefined) return NONE;
    const value = isCelMap(owner) && (typeof key === 'string' || typeof key === 'bigint' || typeof key === 'boolean') ? owner.get(key)
      : isCelList(owner) && typeof key === 'bigint' ? owner.get(Number(key))
        : undefined;
    return value === undefined ? NONE : [value];
  }),
  celMethod(OPTIONAL_FLATTEN, OPTIONAL, [], OPTIONAL, function () { return this.get(0) as CelList | undefined ?? NONE; }),
];

/** The values of a list of optionals. */
function unwrap(list: CelList): CelValue[] {
  return [...list].flatMap((optional) => {
    if (!isCelList(optional)) throw new Error('no such overload');
    return [...optional];
  });
}

function isZero(value: CelValue): boolean {
  return value === '' || value === 0n || value === 0 || value === false || value === null
    || ((isCelList(value) || isCelMap(value)) && value.size === 0);
}
