import { CelKey, CelMap } from './cel-map';
import { CelCidr, CelIp, parseCidr, parseIp } from './cel-network';
import { CelDuration, CelTimestamp } from './cel-time';
import { CelUint } from './cel-uint';
import { CelOptional, CelType, CelValue } from './cel-value';
import { parseTimestamp } from './parse-time';
import { materialized } from './plain-value';

/**
 * A value with its type, as plain JSON: int, uint and double as strings, bytes in base64, a map as a list of pairs in the order of
 * the JSON text of their keys.
 */
export type TypedValue =
  | { readonly t: 'null'; readonly v: null }
  | { readonly t: 'bool'; readonly v: boolean }
  | { readonly t: 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'timestamp' | 'duration' | 'type'; readonly v: string }
  | { readonly t: 'object'; readonly name: 'IP' | 'Cidr'; readonly v: string }
  | { readonly t: 'optional'; readonly v: TypedValue | null }
  | { readonly t: 'list'; readonly v: readonly TypedValue[] }
  | { readonly t: 'map'; readonly v: readonly (readonly [TypedValue, TypedValue])[] };

/** Views are shown as what they stand for, secrets as `<redacted>`. */
export function encodeValue(view: CelValue): TypedValue {
  const value = view instanceof CelMap ? view : materialized(view);
  if (value === null) return { t: 'null', v: null };
  switch (typeof value) {
    case 'boolean':
      return { t: 'bool', v: value };
    case 'bigint':
      return { t: 'int', v: value.toString() };
    case 'number':
      return { t: 'double', v: String(value) };
    case 'string':
      return { t: 'string', v: value };
  }
  if (Array.isArray(value)) return { t: 'list', v: (value as CelValue[]).map(encodeValue) };
  if (value instanceof CelMap) return { t: 'map', v: encodeEntries(value) };
  if (value instanceof CelUint) return { t: 'uint', v: value.value.toString() };
  if (value instanceof Uint8Array) return { t: 'bytes', v: Buffer.from(value).toString('base64') };
  if (value instanceof CelOptional) return { t: 'optional', v: value.value === undefined ? null : encodeValue(value.value) };
  if (value instanceof CelType) return { t: 'type', v: value.name };
  if (value instanceof CelIp) return { t: 'object', name: 'IP', v: value.toString() };
  if (value instanceof CelCidr) return { t: 'object', name: 'Cidr', v: value.toString() };
  return { t: value instanceof CelTimestamp ? 'timestamp' : 'duration', v: value.toString() };
}

function encodeEntries(map: CelMap): [TypedValue, TypedValue][] {
  const entries = Array.from(map.entries(), ([key, value]): [TypedValue, TypedValue] => [encodeValue(key), encodeValue(value)]);
  const text = ([key]: [TypedValue, TypedValue]): string => JSON.stringify(key);
  return entries.sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

/** The opposite of `encodeValue`. @throws TypeError for what is no such description */
export function decodeValue(typed: TypedValue): CelValue {
  switch (typed.t) {
    case 'null':
    case 'bool':
    case 'string':
      return typed.v;
    case 'int':
      return BigInt(typed.v);
    case 'uint':
      return new CelUint(BigInt(typed.v));
    case 'double':
      return Number(typed.v);
    case 'bytes':
      return Uint8Array.from(Buffer.from(typed.v, 'base64'));
    case 'timestamp':
      return parseTimestamp(typed.v) ?? refuse(typed);
    case 'duration':
      return durationOf(typed.v) ?? refuse(typed);
    case 'type':
      return new CelType(typed.v);
    case 'object':
      return (typed.name === 'IP' ? parseIp(typed.v) : parseCidr(typed.v)) ?? refuse(typed);
    case 'optional':
      return new CelOptional(typed.v === null ? undefined : decodeValue(typed.v));
    case 'list':
      return typed.v.map(decodeValue);
    case 'map':
      return CelMap.of(typed.v.map(([key, value]) => [decodeValue(key) as CelKey, decodeValue(value)]));
    default:
      return refuse(typed);
  }
}

/** Exact, unlike the durations of expressions. */
function durationOf(text: string): CelDuration | undefined {
  const match = /^(-?)(\d{1,20})(?:\.(\d{1,9}))?s$/.exec(text);
  return match ? CelDuration.of(BigInt(`${match[1]}${match[2]}${(match[3] ?? '').padEnd(9, '0')}`)) : undefined;
}

function refuse({ t }: { readonly t: string }): never {
  throw new TypeError(`not a value of type \`${t}\``);
}
