import { FieldPath } from '../field-path';
import { type Schema } from './field-schema';
import { TargetVersion } from '../target-version';

/** A validation rule of a CRD (`x-kubernetes-validations`) at the value it is written for. It sees the value with its defaults. */
export interface Rule<T> {
  /** The API server's own words. */
  readonly message: string;
  /** The way out. */
  readonly help: string;
  readonly holds: (self: T) => boolean;
  /** The part of the value to point at, where the rule is about one part. */
  readonly at?: FieldPath;
  /** The first release that has the rule; default: all. */
  readonly since?: TargetVersion;
  /** The first release that no longer has it; default: none. */
  readonly until?: TargetVersion;
}

/** Attaches rules to a schema. */
export function ruled<T>(schema: Schema<T>, ...rules: Rule<NoInfer<T>>[]): Schema<T> {
  return { ...schema, rules: [...(schema.rules ?? []), ...rules] };
}

function present(self: object, names: readonly string[]): number {
  let count = 0;
  for (const name of names) {
    if ((self as Record<string, unknown>)[name] !== undefined) count++;
  }
  return count;
}

/** Exactly one of these fields is set. */
export function exactlyOneOf(...names: string[]): Rule<object> {
  return {
    message: `exactly one of the fields in [${names.join(' ')}] must be set`,
    help: names.length === 1 ? `set \`${names[0]}\`` : `set one of ${quoted(names)}, and no other of them`,
    holds: (self) => present(self, names) === 1,
  };
}

/** At least one of these fields is set. */
export function atLeastOneOf(...names: string[]): Rule<object> {
  return {
    message: `at least one of the fields in [${names.join(' ')}] must be set`,
    help: `set ${names.length === 1 ? '' : 'one of '}${quoted(names)}, or leave the whole block out`,
    holds: (self) => present(self, names) >= 1,
  };
}

/** At most one of these fields is set. */
export function atMostOneOf(...names: string[]): Rule<object> {
  return {
    message: `at most one of the fields in [${names.join(' ')}] may be set`,
    help: `keep one of ${quoted(names)}`,
    holds: (self) => present(self, names) <= 1,
  };
}

/** The text matches a pattern, for releases that differ in it; a pattern of all releases is a keyword of the schema. */
export function shouldMatch(pattern: string, help: string): Rule<string> {
  const regex = new RegExp(pattern);
  return { message: `should match '${pattern}'`, help, holds: (self) => regex.test(self) };
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
