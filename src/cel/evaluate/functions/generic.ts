import { CelError, CelMap, CelTimestamp, CelDuration, CelType, CelUint, CelValue, plainValue, typeName } from '../../values';
import { spend, spendOnText } from '../budget';
import { compare, isIn, listHas, toKey } from '../operators';
import { FunctionCompiler, functionError, needText, ofArguments, ofSubject } from './function-compiler';

const MAX_UINT_AS_DOUBLE = 2 ** 64;
const MAX_INT_AS_DOUBLE = 2 ** 63;
const MAX_INT = 2n ** 63n - 1n;
const MIN_INT = -(2n ** 63n);
const MAX_UINT = 2n ** 64n - 1n;

const DOUBLE = /^[+-]?(?:inf|infinity|nan|(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)$/i;

export const genericFunctions: Readonly<Record<string, FunctionCompiler>> = {
  size: ofSubject((subject) => BigInt(sizeOf(plainValue(subject)))),
  contains,
  type: ofSubject((subject) => new CelType(typeName(subject))),
  string: ofSubject((subject, name) => toText(plainValue(subject), name)),
  bytes: ofArguments(1, 1, ([value]) => {
    const text = needText(value);
    spendOnText(text.length);
    return new Uint8Array(Buffer.from(text));
  }),
  double: ofSubject((subject, name) => toDouble(plainValue(subject), name)),
  int: ofSubject((subject, name) => toInt(plainValue(subject), name)),
  uint: ofSubject((subject, name) => toUint(plainValue(subject), name)),
  max: extreme(1),
  min: extreme(-1),
};

function sizeOf(subject: CelValue): number {
  if (typeof subject === 'string') {
    spendOnText(subject.length);
    return Buffer.byteLength(subject);
  }
  if (Array.isArray(subject) || subject instanceof Uint8Array) return subject.length;
  if (subject instanceof CelMap) return subject.size;
  throw functionError('size', `${typeName(subject)} has no size`);
}

/** As a global function it takes the first argument as both the container and what it looks for. */
function contains(call: Parameters<FunctionCompiler>[0]): ReturnType<FunctionCompiler> {
  const [argument] = call.args;
  const container = call.receiver ?? argument;
  if (!argument) return ofArguments(1, 1, () => false)(call);
  return (frame) => has(plainValue(container.run(frame)), plainValue(argument.run(frame)));
}

function has(container: CelValue, wanted: CelValue): boolean {
  if (typeof container === 'string') return typeof wanted === 'string' && isIn(wanted, container);
  if (Array.isArray(container)) return listHas(container as CelValue[], wanted);
  if (container instanceof CelMap) {
    const key = toKey(wanted);
    if (key === undefined) throw new CelError('UnsupportedKeyType', `${typeName(wanted)} cannot be a key`);
    return container.has(key);
  }
  if (container instanceof Uint8Array) {
    if (!(wanted instanceof Uint8Array)) return false;
    const [text, part] = [container, wanted].map((bytes) => Buffer.from(bytes).toString('latin1'));
    return isIn(part, text);
  }
  throw functionError('contains', `${typeName(container)} contains nothing`);
}

function toText(value: CelValue, name: string): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'bigint':
    case 'boolean':
      return value.toString();
    case 'number':
      return doubleText(value);
  }
  if (value instanceof CelUint) return value.value.toString();
  if (value instanceof CelTimestamp || value instanceof CelDuration) return value.toString();
  if (value instanceof Uint8Array) {
    spendOnText(value.length);
    return Buffer.from(value).toString('utf8');
  }
  throw functionError(name, `${typeName(value)} cannot be converted to a string`);
}

/** Never with an exponent: `1e21` is a one and twenty-one zeros. */
function doubleText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value < 0 ? '-inf' : 'inf';
  if (Object.is(value, -0)) return '-0';
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value));
  if (!match) return String(value);
  const [, sign, first, decimals = '', exponentText] = match;
  const exponent = Number(exponentText);
  const digits = first + decimals;
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  return sign + digits.padEnd(exponent + 1, '0');
}

function toDouble(value: CelValue, name: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof CelUint) return Number(value.value);
  if (typeof value !== 'string') throw functionError(name, `${typeName(value)} cannot be converted to a double`);
  spendOnText(value.length);
  if (!DOUBLE.test(value)) throw functionError(name, 'the text is no number');
  if (/nan$/i.test(value)) return NaN;
  const infinite = /^([+-]?)inf/i.exec(value);
  return infinite ? (infinite[1] === '-' ? -Infinity : Infinity) : Number(value);
}

function toInt(value: CelValue, name: string): bigint {
  if (typeof value === 'bigint') return value;
  if (value instanceof CelUint) return inRange(value.value, MIN_INT, MAX_INT, name);
  if (typeof value === 'number') {
    if (value > MAX_INT_AS_DOUBLE || value < -MAX_INT_AS_DOUBLE) throw functionError(name, 'the number does not fit an int');
    return saturated(value, MAX_INT);
  }
  if (typeof value !== 'string') throw functionError(name, `${typeName(value)} cannot be converted to an int`);
  if (!/^[+-]?\d{1,40}$/.test(value)) throw functionError(name, 'the text is no whole number');
  return inRange(BigInt(value.replace('+', '')), MIN_INT, MAX_INT, name);
}

function toUint(value: CelValue, name: string): CelUint {
  if (value instanceof CelUint) return value;
  if (typeof value === 'bigint') return new CelUint(inRange(value, 0n, MAX_UINT, name));
  if (typeof value === 'number') {
    if (value > MAX_UINT_AS_DOUBLE || value < 0) throw functionError(name, 'the number does not fit a uint');
    return new CelUint(saturated(value, MAX_UINT));
  }
  if (typeof value !== 'string') throw functionError(name, `${typeName(value)} cannot be converted to a uint`);
  if (!/^\+?\d{1,40}$/.test(value)) throw functionError(name, 'the text is no whole number without sign');
  return new CelUint(inRange(BigInt(value.replace('+', '')), 0n, MAX_UINT, name));
}

/** Decimals are cut off; NaN is 0; the bound itself, which no double meets exactly, is the largest integer. */
function saturated(value: number, largest: bigint): bigint {
  const whole = Number.isNaN(value) ? 0n : BigInt(Math.trunc(value));
  return whole > largest ? largest : whole;
}

function inRange(value: bigint, least: bigint, largest: bigint, name: string): bigint {
  if (value < least || value > largest) throw functionError(name, 'the number is out of range');
  return value;
}

/** Of the arguments, or of the one list among them; null of nothing. */
function extreme(direction: 1 | -1): FunctionCompiler {
  return ofArguments(0, Infinity, (args) => {
    const candidates = args.length === 1 && Array.isArray(args[0]) ? args[0] as CelValue[] : args;
    spend(candidates.length);
    let best: CelValue = null;
    candidates.forEach((candidate, index) => {
      if (index === 0 || compare(candidate, best) * direction > 0) best = plainValue(candidate);
    });
    return best;
  });
}

