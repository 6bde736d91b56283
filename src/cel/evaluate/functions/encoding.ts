import { createHash } from 'node:crypto';
import { CelMap, CelUint, CelValue, plainValue } from '../../values';
import { spend } from '../budget';
import { FunctionCompiler, functionError, needBytes, ofArguments, textOf, unexpectedType } from './function-compiler';

const base64Encode = ofArguments(1, 1, ([value]) => Buffer.from(paid(value)).toString('base64'));
const base64Decode = ofArguments(1, 1, ([value], name) => decodeBase64(Buffer.from(paid(value)).toString('latin1'), name));

export const encodingFunctions: Readonly<Record<string, FunctionCompiler>> = { base64Encode, base64Decode };

/** By namespace, then name. */
export const encodingNamespaces: Readonly<Record<string, Readonly<Record<string, FunctionCompiler>>>> = {
  base64: { encode: base64Encode, decode: base64Decode },
  url: {
    encode: ofArguments(1, 1, ([value]) => Array.from(paid(value), percentEncoded).join('')),
    decode: ofArguments(1, 1, ([value], name) => decodeUrl(paid(value), name)),
  },
  form: {
    encode: ofArguments(1, 1, ([value]) => encodeForm(plainValue(value))),
    decode: ofArguments(1, 1, ([value]) => decodeForm(Buffer.from(paid(value)).toString('utf8'))),
  },
  sha1: { encode: hash('sha1') },
  sha256: { encode: hash('sha256') },
  md5: { encode: hash('md5') },
};

function paid(value: CelValue): Uint8Array {
  const bytes = needBytes(value);
  spend(bytes.length);
  return bytes;
}

function hash(algorithm: string): FunctionCompiler {
  return ofArguments(1, 1, ([value]) => createHash(algorithm).update(paid(value)).digest('hex'));
}

/** The standard alphabet; padding may be left out, bits behind the last byte must be zero. */
function decodeBase64(text: string, name: string): Uint8Array {
  const bare = text.replace(/={1,2}$/, '');
  const isPadded = bare.length !== text.length;
  const bytes = Buffer.from(bare, 'base64');
  const isWhole = /^[A-Za-z0-9+/]*$/.test(bare) && bare.length % 4 !== 1 && (!isPadded || text.length % 4 === 0);
  if (!isWhole || bytes.toString('base64').replace(/=+$/, '') !== bare) throw functionError(name, 'the text is not in base64');
  return Uint8Array.from(bytes);
}

function percentEncoded(byte: number): string {
  const char = String.fromCharCode(byte);
  return /[A-Za-z0-9._~-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** What is no `%` and two digits stays as it is, also `+`. */
function decodeUrl(bytes: Uint8Array, name: string): string {
  const latin1 = Buffer.from(bytes).toString('latin1');
  const decoded = latin1.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(decoded, 'latin1'));
  } catch {
    throw functionError(name, 'the decoded bytes are not UTF-8');
  }
}

function decodeForm(text: string): CelMap {
  const values = new Map<string, string[]>();
  for (const [key, value] of new URLSearchParams(text.replace(/^\?/, '%3F'))) {
    const known = values.get(key);
    if (known) known.push(value);
    else values.set(key, [value]);
  }
  return CelMap.of(Array.from(values, ([key, all]) => [key, all.length === 1 ? all[0] : all]));
}

/** Sorted by name; null is left out, a list repeats its name. */
function encodeForm(value: CelValue): string {
  if (!(value instanceof CelMap)) return unexpectedType(value, 'map');
  const pairs = Array.from(value.entries()).flatMap(([key, member]): [string, string][] => {
    const name = key instanceof CelUint ? key.value.toString() : key.toString();
    const members = Array.isArray(member) ? member as CelValue[] : member === null ? [] : [member];
    return members.map((single) => {
      const text = formText(single);
      spend(name.length + text.length);
      return [name, text];
    });
  });
  pairs.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return new URLSearchParams(pairs).toString();
}

function formText(value: CelValue): string {
  if (value instanceof CelUint) return value.value.toString();
  if (typeof value === 'bigint' || typeof value === 'boolean' || typeof value === 'number') return value.toString();
  return textOf(value) ?? unexpectedType(value, 'string');
}
