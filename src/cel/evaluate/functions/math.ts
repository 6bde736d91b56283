/* eslint-disable no-bitwise -- the functions of this namespace are about bits */
import { CelError, CelUint, CelValue, typeName } from '../../values';
import { spend } from '../budget';
import { compare } from '../operators';
import { FunctionCompiler, functionError, ofArguments } from './function-compiler';

const MAX_BYTES = 32;

export const mathFunctions: Readonly<Record<string, FunctionCompiler>> = {
  least: extreme(-1),
  greatest: extreme(1),
  ceil: ofDouble(Math.ceil),
  floor: ofDouble(Math.floor),
  round: ofDouble((value) => Math.sign(value) * Math.round(Math.abs(value))),
  trunc: ofDouble(Math.trunc),
  isInf: ofDouble((value) => value === Infinity || value === -Infinity),
  isNaN: ofDouble(Number.isNaN),
  isFinite: ofDouble(Number.isFinite),
  abs: ofArguments(1, 1, ([value], name) => abs(value, name)),
  sign: ofArguments(1, 1, ([value], name) => sign(value, name)),
  sqrt: ofArguments(1, 1, ([value], name) => Math.sqrt(Number(numeric(value, name)))),
  bitAnd: bitwise((left, right) => left & right),
  bitOr: bitwise((left, right) => left | right),
  bitXor: bitwise((left, right) => left ^ right),
  bitNot: ofArguments(1, 1, ([value]) => bitNot(value)),
  bitShiftLeft: shift((bits, offset) => bits << offset),
  bitShiftRight: shift((bits, offset) => bits >> offset),
};

function ofDouble(run: (value: number) => CelValue): FunctionCompiler {
  return ofArguments(1, 1, ([value], name) => {
    if (typeof value !== 'number') throw functionError(name, `needs a double, got ${typeName(value)}`);
    return run(value);
  });
}

function extreme(direction: 1 | -1): FunctionCompiler {
  return ofArguments(0, Infinity, (args, name) => {
    const candidates = args.length === 1 && Array.isArray(args[0]) ? args[0] as CelValue[] : args;
    if (candidates.length === 0) throw functionError(name, 'needs at least one argument');
    spend(candidates.length);
    candidates.forEach((candidate) => numeric(candidate, name));
    return candidates.reduce((best, candidate) => (compare(candidate, best) * direction > 0 ? candidate : best));
  });
}

function numeric(value: CelValue, name: string): bigint | number {
  if (value instanceof CelUint) return value.value;
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  throw functionError(name, `needs a number, got ${typeName(value)}`);
}

function abs(value: CelValue, name: string): CelValue {
  const number = numeric(value, name);
  if (value instanceof CelUint) return value;
  if (typeof number === 'number') return Math.abs(number);
  if (number === -(2n ** 63n)) throw functionError(name, 'the result does not fit an int');
  return number < 0n ? -number : number;
}

function sign(value: CelValue, name: string): CelValue {
  const number = numeric(value, name);
  if (typeof number === 'number') return Math.sign(number);
  const result = number < 0n ? -1n : number > 0n ? 1n : 0n;
  return value instanceof CelUint ? new CelUint(result) : result;
}

function bitwise(run: (left: bigint, right: bigint) => bigint): FunctionCompiler {
  return ofArguments(2, 2, ([left, right], name) => {
    if (typeof left === 'bigint' && typeof right === 'bigint') return BigInt.asIntN(64, run(left, right));
    if (left instanceof CelUint && right instanceof CelUint) return new CelUint(run(left.value, right.value));
    if (left instanceof Uint8Array && right instanceof Uint8Array) {
      return toBytes(run(fromBytes(left, name), fromBytes(right, name)), Math.max(left.length, right.length));
    }
    if (left instanceof Uint8Array) return withBytes(run, right, left, name);
    if (right instanceof Uint8Array) return withBytes(run, left, right, name);
    throw noOverload();
  });
}

/** Bytes with an integer: the result is of the integer's kind. */
function withBytes(run: (left: bigint, right: bigint) => bigint, integer: CelValue, bytes: Uint8Array, name: string): CelValue {
  const bits = fromBytes(bytes, name);
  if (integer instanceof CelUint) return new CelUint(BigInt.asUintN(64, run(integer.value, bits)));
  if (typeof integer !== 'bigint') throw noOverload();
  if (integer < 0n) throw functionError(name, 'bytes go with integers that are not negative');
  return BigInt.asIntN(64, run(integer, bits));
}

function fromBytes(bytes: Uint8Array, name: string): bigint {
  if (bytes.length > MAX_BYTES) throw functionError(name, `takes at most ${MAX_BYTES} bytes`);
  return BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
}

function toBytes(bits: bigint, length: number): Uint8Array {
  return Uint8Array.from(Buffer.from(bits.toString(16).padStart(length * 2, '0'), 'hex')).slice(0, length);
}

function bitNot(value: CelValue): CelValue {
  if (typeof value === 'bigint') return ~value;
  if (value instanceof CelUint) return new CelUint(BigInt.asUintN(64, ~value.value));
  if (value instanceof Uint8Array) return value.map((byte) => ~byte);
  throw noOverload();
}

/** The right shift is logical: it moves the 64 bits of an int as they are. */
function shift(run: (bits: bigint, offset: bigint) => bigint): FunctionCompiler {
  return ofArguments(2, 2, ([value, offset], name) => {
    const isUint = value instanceof CelUint;
    if (typeof offset !== 'bigint' || !(isUint || typeof value === 'bigint')) throw noOverload();
    if (offset < 0n) throw functionError(name, 'the offset is negative');
    const bits = offset >= 64n ? 0n : run(isUint ? value.value : BigInt.asUintN(64, value), offset);
    return isUint ? new CelUint(BigInt.asUintN(64, bits)) : BigInt.asIntN(64, bits);
  });
}

function noOverload(): CelError {
  return new CelError('NoSuchOverload', 'no such overload');
}
