import { CelFunc, celFunc, celMethod, CelScalar } from '@bufbuild/cel';
import type { ReflectMessage } from '@bufbuild/protobuf/reflect';
import { opaqueType, textOf } from '../opaque-type';
import { parseQuantity } from './parse-quantity';
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
  celMethod('isInteger', QUANTITY.type, [], BOOL, function () { return isInteger(billionths(this)); }),
  celMethod('asInteger', QUANTITY.type, [], INT, function () {
    const value = billionths(this);
    if (!isInteger(value)) throw new Error('cannot convert value to integer');
    return value / ONE;
  }),
  celMethod('asApproximateFloat', QUANTITY.type, [], DOUBLE, function () { return Number(billionths(this)) / Number(ONE); }),
  celMethod('add', QUANTITY.type, [QUANTITY.type], QUANTITY.type, function (other) { return wrap(billionths(this) + billionths(other)); }),
  celMethod('add', QUANTITY.type, [INT], QUANTITY.type, function (other) { return wrap(billionths(this) + other * ONE); }),
  celMethod('sub', QUANTITY.type, [QUANTITY.type], QUANTITY.type, function (other) { return wrap(billionths(this) - billionths(other)); }),
  celMethod('sub', QUANTITY.type, [INT], QUANTITY.type, function (other) { return wrap(billionths(this) - other * ONE); }),
  celMethod('isGreaterThan', QUANTITY.type, [QUANTITY.type], BOOL, function (other) { return billionths(this) > billionths(other); }),
  celMethod('isLessThan', QUANTITY.type, [QUANTITY.type], BOOL, function (other) { return billionths(this) < billionths(other); }),
  celMethod('compareTo', QUANTITY.type, [QUANTITY.type], INT, function (other) { return signOf(billionths(this) - billionths(other)); }),
];

function wrap(value: bigint): ReflectMessage {
  return QUANTITY.wrap(String(value));
}

function billionths(quantity: ReflectMessage): bigint {
  return BigInt(textOf(quantity));
}

function signOf(value: bigint): bigint {
  return value > 0n ? 1n : value < 0n ? -1n : 0n;
}

/** A quantity that was cut off at the largest number counts as none. */
function isInteger(value: bigint): boolean {
  return value % ONE === 0n && value < MAX_INT64 * ONE && value > -MAX_INT64 * ONE;
}
