import {
  CelFunc, celFunc, type CelInput, celList, type CelList, celMethod, CelScalar, celType, type CelValue, isCelList, isCelMap, listType,
} from '@bufbuild/cel';
import { opaqueType } from '../opaque-type';

const { BOOL, DYN, TYPE } = CelScalar;

/**
 * The optional values of CEL. One is held as a list of at most one value, which no rule can tell from an optional but by its type:
 * the API server refuses CRDs whose rules mix the two.
 */
const OPTIONAL = listType(DYN);

/** What `type` says of an optional. */
const OPTIONAL_TYPE = opaqueType('kubernetes.optional_type').type;

const known = new WeakSet<CelList>();

/** An optional without a value, as `oldSelf` is for a new object. */
export const NONE = optionalOf();

/** What the rules name {@link OPTIONAL_TYPE}. */
export const OPTIONAL_TYPE_NAME = 'optional_type';

/** What the expansion of `optMap` calls to make an optional of a list. */
export const AS_OPTIONAL = '@as_optional';

/** What the rewriting of `a.?b` and `a[?b]` calls. */
export const OPTIONAL_SELECT = 'optional_select';

/** What the rewriting of `optFlatMap` calls. */
export const OPTIONAL_FLATTEN = 'optional_flatten';

/** An optional with a value, or without one. */
export function optionalOf(...values: readonly [] | readonly [CelInput]): CelList {
  const optional = celList(values);
  known.add(optional);
  return optional;
}

export const optionals: CelFunc[] = [
  celFunc(OPTIONAL_TYPE_NAME, [], TYPE, () => OPTIONAL_TYPE),
  celFunc('type', [DYN], TYPE, (value) => (isCelList(value) && known.has(value) ? OPTIONAL_TYPE : celType(value))),
  celFunc(AS_OPTIONAL, [OPTIONAL], OPTIONAL, (list) => (list.size > 0 ? optionalOf(list.get(0)!) : NONE)),
  celFunc('optional.none', [], OPTIONAL, () => NONE),
  celFunc('optional.of', [DYN], OPTIONAL, (value) => optionalOf(value)),
  celFunc('optional.ofNonZeroValue', [DYN], OPTIONAL, (value) => (isZero(value) ? NONE : optionalOf(value))),
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
    return value === undefined ? NONE : optionalOf(value);
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
