import { TargetVersion } from '../target-version';
import { Rule } from './rule';

/**
 * A structural schema as CRDs have it: keywords of JSON Schema, and what Kubernetes and the releases of agentgateway add.
 * Static types and checks both come from it.
 */
export interface FieldSchema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  /** The schema of the values of a map whose keys are free. */
  readonly additionalProperties?: FieldSchema;
  readonly items?: FieldSchema;
  readonly enum?: readonly (string | number)[];
  readonly default?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** The range of an integer that has no limits of its own. */
  readonly format?: 'int32' | 'int64';
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  /** An integer or a text, as quantities are. `type` is absent. */
  readonly intOrString?: true;
  /** Fields that are not listed are kept and not judged. */
  readonly preserveUnknown?: true;
  /** Equal items are refused: `set` compares whole items, a field name compares that field. */
  readonly unique?: 'set' | { readonly by: string };
  /** What a text that fits the pattern is, for messages. */
  readonly means?: string;
  /** The value may be a credential and is never printed. */
  readonly sensitive?: true;
  readonly rules?: readonly Rule<never>[];
  /** The first release that has the field. */
  readonly since?: TargetVersion;
  /** The first release that no longer has it. */
  readonly until?: TargetVersion;
  /** The first release in which the field is no longer required. */
  readonly requiredBefore?: TargetVersion;
  /** Allowed values that came later than the field itself. */
  readonly valuesSince?: Readonly<Record<string, TargetVersion>>;
  /** The default up to a release. */
  readonly defaultBefore?: { readonly version: TargetVersion; readonly value: unknown };
  /** Limits that differ from a release on. */
  readonly limitsSince?: { readonly version: TargetVersion; readonly limits: Partial<Pick<FieldSchema, 'maxItems' | 'minLength' | 'maxLength' | 'minimum'>> };
}

/** A schema of values of the type `T`, from which static types are taken. Only checked values have that type. */
export type Schema<T> = FieldSchema & { readonly [VALUE]?: T };
declare const VALUE: unique symbol;

/** The static type of a schema. */
export type ValueOf<S> = S extends Schema<infer T> ? T : never;

/** The schemas of the fields of a map. */
export type Fields = Readonly<Record<string, Schema<unknown>>>;

/** No field. */
export type NoFields = Readonly<Record<never, never>>;

type Flat<T> = { [K in keyof T]: T[K] };

/** The type of a map with these fields. */
export type ObjectOf<R extends Fields, O extends Fields> = Flat<{ [K in keyof R]: ValueOf<R[K]> } & { [K in keyof O]?: ValueOf<O[K]> }>;

type Keywords = Omit<FieldSchema, 'type' | 'properties' | 'required' | 'items' | 'additionalProperties' | 'rules'>;

/** A map with these fields and no other. */
export function object<R extends Fields, O extends Fields>(required: R, optional: O, keywords: Keywords = {}): Schema<ObjectOf<R, O>> {
  return { type: 'object', properties: { ...required, ...optional }, required: Object.keys(required), ...keywords };
}

/** A map with free keys. */
export function dictionary<T>(values: Schema<T>, keywords: Keywords = {}): Schema<Record<string, T>> {
  return { type: 'object', additionalProperties: values, ...keywords };
}

/** Any value; it is not judged. */
export function anything(): Schema<unknown> {
  return { preserveUnknown: true };
}

/** A map whose content is not judged. */
export function anyMap(): Schema<Record<string, unknown>> {
  return { type: 'object', preserveUnknown: true };
}

export function list<T>(items: Schema<T>, keywords: Keywords = {}): Schema<T[]> {
  return { type: 'array', items, ...keywords };
}

/** A text of `minLength` to `maxLength` characters (code points). */
export function text(minLength?: number, maxLength?: number, keywords: Keywords = {}): Schema<string> {
  return { type: 'string', minLength, maxLength, ...keywords };
}

/** A whole number; of 32 bits unless said otherwise. */
export function integer(minimum?: number, maximum?: number, keywords: Keywords = {}): Schema<number> {
  return { type: 'integer', format: 'int32', minimum, maximum, ...keywords };
}

/** `true` or `false`. */
export function flag(keywords: Keywords = {}): Schema<boolean> {
  return { type: 'boolean', ...keywords };
}

/** One of these texts. */
export function oneOf<const V extends readonly string[]>(values: V, keywords: Keywords = {}): Schema<V[number]> {
  return { type: 'string', enum: values, ...keywords };
}

/** One of these integers. */
export function oneOfNumbers<const V extends readonly number[]>(values: V, keywords: Keywords = {}): Schema<V[number]> {
  return { type: 'integer', enum: values, ...keywords };
}

/** A whole number or a text. */
export function integerOrText(keywords: Keywords): Schema<number | string> {
  return { intOrString: true, ...keywords };
}

/** The same field, absent before a release. */
export function since<S extends FieldSchema>(version: TargetVersion, schema: S): S {
  return { ...schema, since: version };
}

/** The same field, absent from a release on. */
export function until<S extends FieldSchema>(version: TargetVersion, schema: S): S {
  return { ...schema, until: version };
}

/** The same field with further keywords. */
export function having<S extends FieldSchema>(schema: S, keywords: Keywords): S {
  return { ...schema, ...keywords };
}
