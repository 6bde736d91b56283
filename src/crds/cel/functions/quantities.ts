import { CelFunc, celFunc, celMethod, CelScalar } from '@bufbuild/cel';
import type { ReflectMessage } from '@bufbuild/protobuf/reflect';
import { opaqueType, textOf } from '../opaque-type';
import { parseQuantity, type Quantity } from './parse-quantity';
import { succeeds } from './succeeds';

const { BOOL, DOUBLE, INT, STRING } = CelScalar;

/** The type of quantities; its text is the number of billionths. */
const QUANTITY = opaqueType('kubernetes.Quantity');

const ONE = 1_000_000_000n;
const MAX_INT64 = 2n ** 63n - 1n;

/** Kubernetes' quantity library. */
export const quantities: CelFunc[] = [
  celFunc('quantity', [STRING], QUANTITY.type, (text) => wrap(parseQuantity(text))),
  celFunc('isQuantity', [STRING], BOOL, (text) => succeeds(() => parseQuantity(text))),
  celFunc('sign', [QUANTITY.type], INT, (quantity) => signOf(billionths(quantity))),
  celMethod('sign', QUANTITY.type, [], INT, function () { return signOf(billionths(this)); }),
  celMethod('isInteger', QUANTITY.type, [], BOOL, function () { return isInteger(this); }),
  celMethod('asInteger', QUANTITY.type, [], INT, function () {
    if (!isInteger(this)) throw new Error('cannot convert value to integer');
    return billionths(this) / ONE;
  }),
  celMethod('asApproximateFloat', QUANTITY.type, [], DOUBLE, function () { return Number(billionths(this)) / Number(ONE); }),
  celMethod('add', QUANTITY.type, [QUANTITY.type], QUANTITY.type, function (other) { return add(this, other, 1n); }),
  celMethod('add', QUANTITY.type, [INT], QUANTITY.type, function (other) { return add(this, wrap({ billionths: other * ONE, scale: 0 }), 1n); }),
  celMethod('sub', QUANTITY.type, [QUANTITY.type], QUANTITY.type, function (other) { return add(this, other, -1n); }),
  celMethod('sub', QUANTITY.type, [INT], QUANTITY.type, function (other) { return add(this, wrap({ billionths: other * ONE, scale: 0 }), -1n); }),
  celMethod('isGreaterThan', QUANTITY.type, [QUANTITY.type], BOOL, function (other) { return billionths(this) > billionths(other); }),
  celMethod('isLessThan', QUANTITY.type, [QUANTITY.type], BOOL, function (other) { return billionths(this) < billionths(other); }),
  celMethod('compareTo', QUANTITY.type, [QUANTITY.type], INT, function (other) { return signOf(billionths(this) - billionths(other)); }),
];

/** In what each is held. It is no part of the value: equal quantities may be held in different units. */
const scales = new WeakMap<ReflectMessage, number>();

function wrap({ billionths: value, scale }: Quantity): ReflectMessage {
  const quantity = QUANTITY.wrap(String(value));
  if (scale !== undefined) scales.set(quantity, scale);
  return quantity;
}

/** A sum is held in the finer of the two units, unless one of the two is nothing. */
function add(one: ReflectMessage, other: ReflectMessage, sign: 1n | -1n): ReflectMessage {
  const [scale, otherScale] = [scales.get(one), scales.get(other)];
  const value = billionths(one) + sign * billionths(other);
  if (scale === undefined || otherScale === undefined) return wrap({ billionths: value });
  if (billionths(other) === 0n) return wrap({ billionths: value, scale });
  const finer = billionths(one) === 0n ? otherScale : Math.min(scale, otherScale);
  return wrap({ billionths: value, ...(fits(value, finer) && { scale: finer }) });
}

function billionths(quantity: ReflectMessage): bigint {
  return BigInt(textOf(quantity));
}

function signOf(value: bigint): bigint {
  return value > 0n ? 1n : value < 0n ? -1n : 0n;
}

/** Held in whole units, as 64 bits: `1.5Gi` and `1000m` are none by the API server. */
function isInteger(quantity: ReflectMessage): boolean {
  const scale = scales.get(quantity);
  return scale !== undefined && scale >= 0 && fits(billionths(quantity), 0);
}

function fits(value: bigint, scale: number): boolean {
  const amount = scale >= 0 ? value / (ONE * 10n ** BigInt(scale)) : (value * 10n ** BigInt(-scale)) / ONE;
  return amount <= MAX_INT64 && amount >= -MAX_INT64;
}
