import { CelMap, CelValue, jsonOf, materializedElement, parseJson, parseJsonPrefix, plainValue, typeName } from '../../values';
import { spend } from '../budget';
import { noSuchKey } from '../operators';
import { FunctionCompiler, functionError, needText, ofArguments } from './function-compiler';

export const jsonFunctions: Readonly<Record<string, FunctionCompiler>> = {
  json: ofArguments(1, 1, ([source], name) => reading(name, () => parseJson(jsonText(source, name)))),
  jsonField: ofArguments(2, 2, ([source, field], name) => jsonField(jsonText(source, name), needText(field), name)),
  toJson: ofArguments(1, 1, ([value], name) => toJson(value, name)),
  to_json: ofArguments(1, 1, ([value], name) => toJson(value, name)),
  unvalidatedJwtPayload: ofArguments(1, 1, ([token], name) => payload(needText(token), name)),
};

/** A member of an object at the beginning of the text, whatever follows it. */
function jsonField(text: string, field: string, name: string): CelValue {
  const object = reading(name, () => parseJsonPrefix(text) ?? null);
  if (!(object instanceof CelMap)) throw functionError(name, 'the text is no JSON object');
  const value = object.get(field);
  if (value === undefined) throw noSuchKey(field);
  return value;
}

function jsonText(source: CelValue, name: string): string {
  const plain = plainValue(source);
  if (typeof plain !== 'string' && !(plain instanceof Uint8Array)) throw functionError(name, `${typeName(plain)} is no text`);
  spend(plain.length);
  return typeof plain === 'string' ? plain : utf8(plain, name);
}

function utf8(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw functionError(name, 'the bytes are not UTF-8');
  }
}

/** What was read counts as a new value: its whole numbers are uints. */
function reading(name: string, read: () => CelValue): CelValue {
  try {
    return materializedElement(read());
  } catch (error) {
    if (error instanceof SyntaxError) throw functionError(name, 'the text is no JSON');
    throw error;
  }
}

function toJson(value: CelValue, name: string): string {
  const text = jsonOf(value, spend);
  if (text === undefined) throw functionError(name, `${typeName(value)} has no JSON`);
  return text;
}

function payload(token: string, name: string): CelValue {
  spend(token.length);
  const parts = token.split('.');
  if (parts.length !== 3) throw functionError(name, 'a token has three parts');
  if (!/^(?:[\w-]{4})*(?:[\w-]{2,3})?$/.test(parts[1])) throw functionError(name, 'the payload is not in base64url');
  const text = utf8(Buffer.from(parts[1], 'base64url'), name);
  return reading(name, () => parseJson(text));
}

