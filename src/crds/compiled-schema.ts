import { FieldPath } from '../manifest';
import { CelProgram } from './cel/compile-cel';
import { StructuralSchema } from './structural-schema';

/** A schema of a CRD, made ready to check many values. */
export interface CompiledSchema {
  /** The keywords as they are written. */
  readonly keywords: StructuralSchema;
  readonly properties: ReadonlyMap<string, CompiledSchema>;
  readonly items?: CompiledSchema;
  /** The schema of the values under free keys; undefined where free keys are unknown fields. */
  readonly additional?: CompiledSchema;
  readonly preservesUnknown: boolean;
  /** Whether a text matches `pattern`. */
  readonly matches?: (text: string) => boolean;
  readonly allOf: readonly CompiledSchema[];
  readonly anyOf: readonly CompiledSchema[];
  readonly oneOf: readonly CompiledSchema[];
  readonly not?: CompiledSchema;
  /** The rules that hold for the value, those of `allOf` among them; transition rules, which say nothing about a new object, are left out. */
  readonly rules: readonly CompiledRule[];
  /** There are rules here or below. */
  readonly hasRules: boolean;
}

export interface CompiledRule {
  readonly rule: string;
  /** The API server's message, unless `makeMessage` gives one. */
  readonly message: string;
  readonly makeMessage?: CelProgram;
  readonly program: CelProgram;
  /** The field to blame, from where the rule stands. */
  readonly at: FieldPath;
}
