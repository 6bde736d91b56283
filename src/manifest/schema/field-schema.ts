import { Type, type Static, type TArray, type TInteger, type TObject, type TOptional, type TProperties, type TRecord, type TSchema, type TString, type TUnsafe } from '@sinclair/typebox';
import { TargetVersion } from '../target-version';
import { Rule } from './rule';

/**
 * A structural schema as CRDs have it: the JSON Schema keywords of TypeBox plus what Kubernetes and the releases of agentgateway add.
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
  /** Limits that differ from a release on. */
  readonly limitsSince?: { readonly version: TargetVersion; readonly limits: Partial<Pick<FieldSchema, 'maxItems' | 'maxLength' | 'minimum'>> };
}

type Optionals<P extends TProperties> = { [K in keyof P]: TOptional<P[K]> };
type Keywords = Omit<FieldSchema, 'type' | 'properties' | 'required' | 'items' | 'additionalProperties' | 'rules'>;

/** A map with these fields and no other. */
export function object<R extends TProperties, O extends TProperties>(required: R, optional: O, keywords: Keywords = {}): TObject<R & Optionals<O>> {
  const optionals = Object.fromEntries(Object.entries(optional).map(([name, schema]) => [name, Type.Optional(schema)]));
  return Type.Object({ ...required, ...optionals as Optionals<O> }, keywords);
}

/** A map with free keys. */
export function dictionary<V extends TSchema>(values: V, keywords: Keywords = {}): TRecord<TString, V> {
  return Type.Unsafe({ type: 'object', additionalProperties: values, ...keywords }) as unknown as TRecord<TString, V>;
}

/** A map, or any value, that is kept as it is. */
export function anything(): TUnsafe<unknown> {
  return Type.Unsafe({ preserveUnknown: true });
}

/** A map whose content is not judged. */
export function anyMap(): TUnsafe<Record<string, unknown>> {
  return Type.Unsafe({ type: 'object', preserveUnknown: true });
}

export function list<I extends TSchema>(items: I, keywords: Keywords = {}): TArray<I> {
  return Type.Array(items, keywords);
}

/** A text of `minLength` to `maxLength` characters (code points). */
export function text(minLength?: number, maxLength?: number, keywords: Keywords = {}): TString {
  return Type.String({ ...(minLength !== undefined && { minLength }), ...(maxLength !== undefined && { maxLength }), ...keywords });
}

export function integer(minimum?: number, maximum?: number, keywords: Keywords = {}): TInteger {
  return Type.Integer({ ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }), ...keywords });
}

export function flag(keywords: Keywords = {}) {
  return Type.Boolean(keywords);
}

/** One of these texts. */
export function oneOf<const V extends readonly string[]>(values: V, keywords: Keywords = {}): TUnsafe<V[number]> {
  return Type.Unsafe({ type: 'string', enum: values, ...keywords });
}

/** One of these integers. */
export function oneOfNumbers<const V extends readonly number[]>(values: V, keywords: Keywords = {}): TUnsafe<V[number]> {
  return Type.Unsafe({ type: 'integer', enum: values, ...keywords });
}

/** A whole number or a text. */
export function integerOrText(keywords: Keywords): TUnsafe<number | string> {
  return Type.Unsafe({ intOrString: true, ...keywords });
}

/** The same field, absent before a release. */
export function since<S extends TSchema>(version: TargetVersion, schema: S): S {
  return { ...schema, since: version };
}

/** The same field with further keywords. */
export function having<S extends TSchema>(schema: S, keywords: Keywords): S {
  return { ...schema, ...keywords };
}

/** The static type of a schema. */
export type ValueOf<S extends TSchema> = Static<S>;
