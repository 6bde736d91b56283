import { spend, spendOnSearch, spendOnText } from './budget';
import { CelBinaryOperator } from '../ast';
import { CelError } from '../values/cel-error';
import { CelHeaders } from '../values/cel-headers';
import { CelKey, CelMap } from '../values/cel-map';
import { CelCidr, CelIp } from '../values/cel-network';
import { CelDuration, CelTimestamp } from '../values/cel-time';
import { CelUint } from '../values/cel-uint';
import { CelOptional, CelType, CelValue } from '../values/cel-value';
import { materialized, plainValue } from '../values/plain-value';
import { typeName } from '../values/type-name';

const MAX_INT = 2n ** 63n - 1n;
const MIN_INT = -(2n ** 63n);
const MAX_UINT = 2n ** 64n - 1n;

/** Up to this length it does not matter how often a text is compared. */
const MAX_CHEAP_TEXT = 256;

/** `==`: never an error; values of different kinds differ, numbers compare across kinds (int and uint with double as doubles). */
export function equals(left: CelValue, right: CelValue): boolean {
  if (typeof left === 'string' && typeof right === 'string') return equalTexts(left, right);
  if (isNumber(left)) return isNumber(right) && equalNumbers(left, right);
  if (left === null || typeof left === 'boolean') return left === right;
  return equalObjects(plainValue(left), plainValue(right));
}

function equalObjects(left: CelValue, right: CelValue): boolean {
  if (typeof left === 'string') return typeof right === 'string' && equalTexts(left, right);
  if (Array.isArray(left)) return Array.isArray(right) && equalLists(left as CelValue[], right as CelValue[]);
  if (left instanceof CelMap) return right instanceof CelMap && equalMaps(left, right);
  if (left instanceof Uint8Array) {
    if (!(right instanceof Uint8Array)) return false;
    spendOnText(left.length);
    return Buffer.compare(left, right) === 0;
  }
  if (left instanceof CelTimestamp) return right instanceof CelTimestamp && left.nanos === right.nanos;
  if (left instanceof CelDuration) return right instanceof CelDuration && left.nanos === right.nanos;
  if (left instanceof CelType) return right instanceof CelType && left.name === right.name;
  if (left instanceof CelIp) return right instanceof CelIp && left.equals(right);
  if (left instanceof CelCidr) return right instanceof CelCidr && left.equals(right);
  if (!(left instanceof CelOptional) || !(right instanceof CelOptional)) return false;
  if (left.value === undefined || right.value === undefined) return left.value === right.value;
  return equals(left.value, right.value);
}

function equalTexts(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  spendOnText(left.length);
  return left === right;
}

function equalLists(left: readonly CelValue[], right: readonly CelValue[]): boolean {
  if (left.length !== right.length) return false;
  spend(left.length);
  return left.every((element, index) => equals(element, right[index]));
}

function equalMaps(left: CelMap, right: CelMap): boolean {
  if (left.size !== right.size) return false;
  spend(left.size);
  for (const [key, value] of left.entries()) {
    const other = lookUp(right, key);
    if (other === undefined || !equals(value, other)) return false;
  }
  return true;
}

type CelNumber = bigint | CelUint | number;

function isNumber(value: CelValue): value is CelNumber {
  return typeof value === 'bigint' || typeof value === 'number' || value instanceof CelUint;
}

function equalNumbers(left: CelNumber, right: CelNumber): boolean {
  if (typeof left === 'number' || typeof right === 'number') return toDouble(left) === toDouble(right);
  return whole(left) === whole(right);
}

function whole(value: bigint | CelUint): bigint {
  return typeof value === 'bigint' ? value : value.value;
}

function toDouble(value: CelNumber): number {
  return typeof value === 'number' ? value : Number(whole(value));
}

/** The member of a map, with int and uint keys standing for each other. */
export function lookUp(map: CelMap, key: CelKey): CelValue | undefined {
  const value = map.get(key);
  if (value !== undefined || typeof key === 'string' || typeof key === 'boolean') return value;
  return map.get(key instanceof CelUint ? key.value : new CelUint(key));
}

/** Negative, zero or positive. @throws CelError ValuesNotComparable */
export function compare(left: CelValue, right: CelValue): number {
  if (isNumber(left) && isNumber(right)) {
    if (typeof left !== 'number' && typeof right !== 'number') return order(whole(left), whole(right));
    const [a, b] = [toDouble(left), toDouble(right)];
    if (!Number.isNaN(a) && !Number.isNaN(b)) return order(a, b);
  }
  const [a, b] = [plainValue(left), plainValue(right)];
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return order(a, b);
  if (a === null && b === null) return 0;
  if (a instanceof CelTimestamp && b instanceof CelTimestamp) return order(a.nanos, b.nanos);
  if (a instanceof CelDuration && b instanceof CelDuration) return order(a.nanos, b.nanos);
  throw new CelError('ValuesNotComparable', `${typeName(a)} and ${typeName(b)} cannot be compared`);
}

function order<T extends bigint | number | boolean>(left: T, right: T): number {
  return left < right ? -1 : Number(left > right);
}

/** By code points, which is the order of UTF-8. */
function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  spendOnText(length);
  for (let index = 0; index < length; index++) {
    const [a, b] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

/** Lifts surrogates above all other code units. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** `element in container`: an element of a list, a key of a map (an int is no uint here), a substring of a string. */
export function isIn(element: CelValue, container: CelValue): boolean {
  if (Array.isArray(container)) return listHas(container as CelValue[], element);
  if (container instanceof CelMap) {
    const key = toKey(element);
    return key !== undefined && container.has(key);
  }
  if (container instanceof CelHeaders) {
    const key = plainValue(element);
    return typeof key === 'string' && container.has(key);
  }
  const [part, text] = [plainValue(element), plainValue(container)];
  if (typeof part === 'string' && typeof text === 'string') {
    spendOnSearch(text, part);
    return text.includes(part);
  }
  throw new CelError('ValuesNotComparable', `${typeName(part)} cannot be in ${typeName(text)}`);
}

export function listHas(list: readonly CelValue[], element: CelValue): boolean {
  spend(list.length);
  if (typeof element === 'string' && element.length < MAX_CHEAP_TEXT && list.includes(element)) return true;
  const wanted = plainValue(element);
  for (const candidate of list) if (equals(candidate, wanted)) return true;
  return false;
}

/** The value as a key of a map, or undefined where it cannot be one. */
export function toKey(value: CelValue): CelKey | undefined {
  const plain = plainValue(value);
  const isKey = typeof plain === 'string' || typeof plain === 'bigint' || typeof plain === 'boolean' || plain instanceof CelUint;
  return isKey ? plain : undefined;
}

/** The value as it becomes part of a new map or list. */
export function stored(value: CelValue): CelValue {
  if (Array.isArray(value)) spend(value.length);
  return materialized(value);
}

/** `container.field` @throws CelError NoSuchKey, also for everything that has no fields */
export function select(container: CelValue, field: string): CelValue {
  const value = container instanceof CelMap || container instanceof CelHeaders ? container.get(field) : undefined;
  if (value === undefined) throw noSuchKey(field);
  return value;
}

/** What `has(container.field)` is. */
export function hasField(container: CelValue, field: string): boolean {
  return (container instanceof CelMap || container instanceof CelHeaders) && container.has(field);
}

export function noSuchKey(name: string): CelError {
  return new CelError('NoSuchKey', `no such key: \`${name}\``);
}

/** `container[index]` */
export function elementAt(container: CelValue, index: CelValue): CelValue {
  if (Array.isArray(container)) return listElement(container as CelValue[], index);
  if (container instanceof CelMap) return mapMember(container, index);
  if (container instanceof CelHeaders) {
    const name = plainValue(index);
    const value = typeof name === 'string' ? container.get(name) : undefined;
    if (value === undefined) throw new CelError('NoSuchKey', 'no such header');
    return value;
  }
  if (container instanceof CelOptional) return optionalElement(container, index);
  const plain = plainValue(container);
  if (typeof plain === 'string' && (typeof index === 'bigint' || index instanceof CelUint)) {
    throw new CelError('NoSuchKey', 'a string has no elements');
  }
  throw new CelError('UnsupportedIndex', `${typeName(plain)} cannot be indexed with ${typeName(index)}`);
}

function listElement(list: readonly CelValue[], index: CelValue): CelValue {
  if (typeof index !== 'bigint' && !(index instanceof CelUint)) {
    throw new CelError('UnsupportedListIndex', `a list cannot be indexed with ${typeName(index)}`);
  }
  const position = whole(index);
  if (position < 0n || position >= BigInt(list.length)) throw new CelError('IndexOutOfBounds', 'the index is out of bounds');
  return list[Number(position)];
}

function mapMember(map: CelMap, index: CelValue): CelValue {
  const key = toKey(index);
  if (key === undefined) throw new CelError('UnsupportedMapIndex', `a map cannot be indexed with ${typeName(index)}`);
  const value = lookUp(map, key);
  if (value === undefined) throw new CelError('NoSuchKey', 'no such key');
  return value;
}

function optionalElement(optional: CelOptional, index: CelValue): CelOptional {
  if (optional.value === undefined) return optional;
  try {
    return new CelOptional(elementAt(optional.value, index));
  } catch (error) {
    if (error instanceof CelError && (error.kind === 'NoSuchKey' || error.kind === 'IndexOutOfBounds')) return new CelOptional(undefined);
    throw error;
  }
}

type Arithmetic = Extract<CelBinaryOperator, '+' | '-' | '*' | '/' | '%'>;

/** `+ - * / %`, within one kind of number only, and on strings, lists and times. */
export function arithmetic(operator: Arithmetic, leftView: CelValue, rightView: CelValue): CelValue {
  const [left, right] = [plainValue(leftView), plainValue(rightView)];
  if (typeof left === 'bigint' && typeof right === 'bigint') {
    const result = wholeArithmetic(operator, left, right);
    return result >= MIN_INT && result <= MAX_INT ? result : overflow(operator);
  }
  if (left instanceof CelUint && right instanceof CelUint) {
    const result = wholeArithmetic(operator, left.value, right.value);
    return result >= 0n && result <= MAX_UINT ? new CelUint(result) : overflow(operator);
  }
  if (typeof left === 'number' && typeof right === 'number' && operator !== '%') return doubleArithmetic(operator, left, right);
  const result = operator === '+' ? sum(left, right) : operator === '-' ? difference(left, right) : undefined;
  if (result !== undefined) return result;
  throw new CelError('UnsupportedBinaryOperator', `\`${operator}\` does not work on ${typeName(left)} and ${typeName(right)}`);
}

function wholeArithmetic(operator: Arithmetic, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      if (right === 0n) throw new CelError('DivisionByZero', 'division by zero');
      return left / right;
    case '%':
      if (right === 0n) throw new CelError('RemainderByZero', 'remainder by zero');
      return left === MIN_INT && right === -1n ? overflow(operator) : left % right;
  }
}

function doubleArithmetic(operator: Exclude<Arithmetic, '%'>, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
  }
}

function sum(left: CelValue, right: CelValue): CelValue | undefined {
  if (typeof left === 'string' && typeof right === 'string') {
    spendOnText(left.length + right.length);
    return left + right;
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    spend(left.length + right.length);
    return [...left as CelValue[], ...right as CelValue[]];
  }
  if (left instanceof CelDuration && right instanceof CelDuration) return CelDuration.of(left.nanos + right.nanos) ?? overflow('+');
  if (left instanceof CelTimestamp && right instanceof CelDuration) return moved(left, right.nanos, '+');
  if (left instanceof CelDuration && right instanceof CelTimestamp) return moved(right, left.nanos, '+');
  return undefined;
}

function difference(left: CelValue, right: CelValue): CelValue | undefined {
  if (left instanceof CelDuration && right instanceof CelDuration) return CelDuration.of(left.nanos - right.nanos) ?? overflow('-');
  if (left instanceof CelTimestamp && right instanceof CelDuration) return moved(left, -right.nanos, '-');
  if (left instanceof CelTimestamp && right instanceof CelTimestamp) return CelDuration.of(left.nanos - right.nanos) ?? overflow('-');
  return undefined;
}

function moved(timestamp: CelTimestamp, nanos: bigint, operator: Arithmetic): CelTimestamp {
  return CelTimestamp.of(timestamp.nanos + nanos, timestamp.offsetSeconds) ?? overflow(operator);
}

function overflow(operator: Arithmetic): never {
  throw new CelError('Overflow', `the result of \`${operator}\` is out of range`);
}

/** `-x`; the smallest int stays itself, as in agentgateway's release builds. */
export function negated(value: CelValue): CelValue {
  if (typeof value === 'bigint') return BigInt.asIntN(64, -value);
  if (typeof value === 'number') return -value;
  throw new CelError('UnsupportedUnaryOperator', `\`-\` does not work on ${typeName(value)}`);
}
