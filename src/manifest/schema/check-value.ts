import { FieldPath } from '../field-path';
import { isBefore, type TargetVersion } from '../target-version';
import { describeValue } from './describe-value';
import { type FieldSchema } from './field-schema';
import { nearestName } from './nearest-name';
import { type Rule } from './rule';

/** A value that breaks a schema, a rule or is too new for a release. */
export interface Violation {
  readonly code: 'S01' | 'S02' | 'C33';
  readonly path: FieldPath;
  /** Whether the fault is the key rather than the value. */
  readonly of: 'key' | 'value';
  /** Goes on after "field `a.b` ". */
  readonly message: string;
  readonly help: string;
}

/**
 * Checks a value, with its defaults filled in, as the API server of a release would, one violation a wrong value.
 * A rule is only asked where the types below it are right, so that it sees what it expects.
 */
export function checkValue(schema: FieldSchema, value: unknown, version: TargetVersion): Violation[] {
  const violations: Violation[] = [];
  new Checker(version, violations).check(schema, value);
  return violations;
}

/** Violations of this many fields are enough to act on; the rest of a hopeless file is not looked at. */
const MAX_VIOLATIONS = 100;

class Checker {
  /** Where the value that is being checked stands; it grows and shrinks on the way, and violations get a copy. */
  private readonly path: (string | number)[] = [];

  constructor(private readonly version: TargetVersion, private readonly violations: Violation[]) {}

  /** Returns whether the value has the types, down to its leaves, that rules rely on. */
  check(schema: FieldSchema, value: unknown): boolean {
    const { path } = this;
    if (this.violations.length >= MAX_VIOLATIONS) return false;
    if (!this.isAvailable(schema, path)) return true;
    if (!this.hasType(schema, value, path)) return false;
    const limits = this.limitsOf(schema);
    let sound = true;
    let fits = true;
    if (Array.isArray(value)) {
      fits = this.checkLimits(limits, 'Items', value.length, 'entries', path) && this.checkUnique(limits, value, path);
      // a list that is too long is not looked into: its size is the attacker's to choose
      if (schema.items && value.length <= (limits.maxItems ?? Infinity)) {
        value.forEach((item, index) => { sound = this.checkBelow(index, schema.items!, item) && sound; });
      }
    } else if (typeof value === 'object' && value !== null) {
      sound = this.checkFields(schema, value as Record<string, unknown>, path);
      fits = this.checkLimits(limits, 'Properties', Object.keys(value).length, 'entries', path);
    } else {
      fits = this.checkScalar(limits, value, path);
    }
    if (sound && fits) this.checkRules(schema, value, path);
    return sound;
  }

  private checkBelow(name: string | number, schema: FieldSchema, value: unknown): boolean {
    this.path.push(name);
    const sound = this.check(schema, value);
    this.path.pop();
    return sound;
  }

  private isAvailable({ since, until }: FieldSchema, path: FieldPath): boolean {
    if (since !== undefined && isBefore(this.version, since)) {
      this.report('C33', path, 'key', `does not exist in agentgateway ${this.version}`, `it came with ${since}; target that release, or remove it`);
      return false;
    }
    if (until !== undefined && !isBefore(this.version, until)) {
      this.report('C33', path, 'key', `no longer exists in agentgateway ${this.version}`, `${until} took it away; remove it`);
      return false;
    }
    return true;
  }

  private limitsOf(schema: FieldSchema): FieldSchema {
    const { limitsSince } = schema;
    return limitsSince && !isBefore(this.version, limitsSince.version) ? { ...schema, ...limitsSince.limits } : schema;
  }

  private hasType(schema: FieldSchema, value: unknown, path: FieldPath): boolean {
    const expected = schema.intOrString ? 'a whole number or a text' : schema.type && TYPES[schema.type].name;
    if (expected === undefined) return true;
    const fits = schema.intOrString ? Number.isInteger(value) || typeof value === 'string' : TYPES[schema.type!].test(value);
    if (!fits) {
      this.report('S01', path, 'value', `must be ${expected}, not ${describeValue(value, schema.sensitive)}`, typeHelp(schema, value));
    }
    return fits;
  }

  private checkFields(schema: FieldSchema, value: Record<string, unknown>, path: FieldPath): boolean {
    let sound = true;
    const { properties = NO_FIELDS, additionalProperties, preserveUnknown } = schema;
    for (const name of Object.keys(value)) {
      const field = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
      if (field !== undefined) sound = this.checkBelow(name, field, value[name]) && sound;
      else if (!preserveUnknown) this.reportUnknown(Object.keys(properties), name, path);
    }
    for (const [name, requiredBefore] of requiredFields(schema)) {
      if (Object.hasOwn(value, name) || (requiredBefore !== undefined && !isBefore(this.version, requiredBefore))) continue;
      this.report('S01', [...path, name], 'value', 'is missing', `add \`${name}\``);
      sound = false;
    }
    return sound;
  }

  private reportUnknown(known: readonly string[], name: string, path: FieldPath): void {
    const nearest = nearestName(name, known);
    const fields = known.length === 0 ? 'this block has no fields' : `the fields here are ${known.map((field) => `\`${field}\``).join(', ')}`;
    this.report('S01', [...path, name], 'key', 'does not exist', nearest === undefined ? `remove it; ${fields}` : `did you mean \`${nearest}\`?`);
  }

  private checkScalar(schema: FieldSchema, value: unknown, path: FieldPath): boolean {
    if (typeof value === 'string' && schema.type !== 'integer') return this.checkText(schema, value, path);
    if (typeof value !== 'number') return true;
    if (schema.enum && !schema.enum.includes(value)) return this.reportEnum(schema.enum, value, path);
    const [least, most] = schema.format === 'int32' ? [-(2 ** 31), 2 ** 31 - 1] : [undefined, undefined];
    const { minimum = least, maximum = most } = schema;
    if ((minimum !== undefined && value < minimum) || (maximum !== undefined && value > maximum)) {
      const limit = maximum === undefined ? `at least ${minimum}` : minimum === undefined ? `at most ${maximum}`
        : `between ${minimum} and ${maximum}`;
      return this.report('S01', path, 'value', `must be ${limit}, not ${value}`, `write a number that is ${limit}`);
    }
    return true;
  }

  private checkText(schema: FieldSchema, value: string, path: FieldPath): boolean {
    if (schema.enum) {
      return schema.enum.includes(value) ? this.isValueAvailable(schema, value, path) : this.reportEnum(schema.enum, value, path);
    }
    if (!this.checkLimits(schema, 'Length', lengthOf(value), 'characters', path)) return false;
    if (schema.pattern === undefined || matches(schema.pattern, value)) return this.isValueAvailable(schema, value, path);
    const means = schema.means ?? `a text that matches ${schema.pattern}`;
    return this.report('S01', path, 'value', `must be ${means}, not ${describeValue(value, schema.sensitive)}`, `write ${means}`);
  }

  private isValueAvailable({ valuesSince = {} }: FieldSchema, value: string, path: FieldPath): boolean {
    const since = Object.hasOwn(valuesSince, value) ? valuesSince[value] : undefined;
    if (since === undefined || !isBefore(this.version, since)) return true;
    const help = `the value came with ${since}; target that release, or write another`;
    return this.report('C33', path, 'value', `cannot be \`${value}\` in agentgateway ${this.version}`, help);
  }

  private reportEnum(values: readonly (string | number)[], value: string | number, path: FieldPath): false {
    const nearest = typeof value === 'string' ? nearestName(value, values.map(String)) : undefined;
    return this.report(
      'S01', path, 'value',
      `must be one of ${values.map((known) => `\`${known}\``).join(', ')}, not ${describeValue(value)}`,
      nearest === undefined ? 'write one of these' : `write \`${nearest}\``,
    );
  }

  private checkLimits(schema: FieldSchema, what: 'Items' | 'Length' | 'Properties', size: number, unit: string, path: FieldPath): boolean {
    const { min, max } = LIMITS[what](schema);
    if (size < min) {
      const least = min > 1 ? `${min} ${unit}` : unit === 'entries' ? 'one entry' : 'one character';
      return size === 0
        ? this.report('S01', path, 'value', 'is empty', `give it at least ${least}, or remove it`)
        : this.report('S01', path, 'value', `must have at least ${min} ${unit}, not ${size}`, 'lengthen it');
    }
    if (size > max) return this.report('S01', path, 'value', `must have at most ${max} ${unit}, not ${size}`, 'shorten it');
    return true;
  }

  private checkUnique({ unique, rules = [] }: FieldSchema, items: readonly unknown[], path: FieldPath): boolean {
    if (unique === undefined || items.length > MAX_COMPARED) return true;
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      const by = unique === 'set' ? item : (item as Record<string, unknown> | null)?.[unique.by];
      const key = JSON.stringify(by);
      // a list with a rule of its own about repetition speaks for itself
      if (seen.has(key) && !rules.some(({ message }) => message.includes('unique'))) {
        const at = unique === 'set' ? [...path, index] : [...path, index, unique.by];
        return this.report('S01', at, 'value', `repeats ${describeValue(by)}`, 'remove one of the two entries');
      }
      seen.add(key);
    }
    return true;
  }

  private checkRules({ rules = [] }: FieldSchema, value: unknown, path: FieldPath): void {
    for (const rule of rules as readonly Rule<unknown>[]) {
      if (rule.since !== undefined && isBefore(this.version, rule.since)) continue;
      if (rule.until !== undefined && !isBefore(this.version, rule.until)) continue;
      if (rule.holds(value)) continue;
      this.report('S02', [...path, ...(rule.at ?? [])], 'value', rule.message, rule.help);
      // one wrong value, one problem; a block can be wrong in several ways
      if (typeof value !== 'object') return;
    }
  }

  private report(code: Violation['code'], path: FieldPath, of: 'key' | 'value', message: string, help: string): false {
    if (this.violations.length < MAX_VIOLATIONS) this.violations.push({ code, path: [...path], of, message, help });
    return false;
  }
}

const NO_FIELDS: NonNullable<FieldSchema['properties']> = {};

type RequiredField = readonly [name: string, requiredBefore: TargetVersion | undefined];

/** Schemas never change. */
const known = new WeakMap<FieldSchema, readonly RequiredField[]>();

/** The fields that a map must have, in the order of the schema, and up to which release where that has ended. */
function requiredFields(schema: FieldSchema): readonly RequiredField[] {
  let fields = known.get(schema);
  if (!fields) {
    const { properties = NO_FIELDS, required = [] } = schema;
    fields = Object.entries(properties)
      .map(([name, { requiredBefore }]): RequiredField => [name, required.includes(name) ? undefined : requiredBefore])
      .filter(([name, requiredBefore]) => required.includes(name) || requiredBefore !== undefined);
    known.set(schema, fields);
  }
  return fields;
}

const LIMITS = {
  Items: ({ minItems: min = 0, maxItems: max = Infinity }: FieldSchema) => ({ min, max }),
  Length: ({ minLength: min = 0, maxLength: max = Infinity }: FieldSchema) => ({ min, max }),
  Properties: ({ minProperties: min = 0, maxProperties: max = Infinity }: FieldSchema) => ({ min, max }),
};

const TYPES: Readonly<Record<NonNullable<FieldSchema['type']>, { name: string; test: (value: unknown) => boolean }>> = {
  object: { name: 'a map', test: (value) => typeof value === 'object' && value !== null && !Array.isArray(value) },
  array: { name: 'a list', test: Array.isArray },
  string: { name: 'a text', test: (value) => typeof value === 'string' },
  integer: { name: 'a whole number', test: Number.isInteger },
  boolean: { name: '`true` or `false`', test: (value) => typeof value === 'boolean' },
};

/** Lists with a rule about repetition are limited to less; this bounds those that are not. */
const MAX_COMPARED = 10_000;

function typeHelp({ type }: FieldSchema, value: unknown): string {
  if (value === null) return 'write a value, or remove the field';
  if (type === 'string' && typeof value !== 'object') return 'put the value in quotes';
  if (type === 'integer' && typeof value === 'string' && /^-?\d+$/.test(value)) return 'write the number without quotes';
  if (type === 'boolean' && (value === 'true' || value === 'false')) return 'write it without quotes';
  if (type === 'array') return 'write a list, one `- ` an entry';
  if (type === 'object') return Array.isArray(value) ? 'write a map; remove the `- `' : 'write a map, one `name: value` a line';
  return 'write a value of that type';
}

/** In code points, as the API server counts. */
function lengthOf(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length; index++) {
    if (text.codePointAt(index)! > 0xffff) {
      length--;
      index++;
    }
  }
  return length;
}

const patterns = new Map<string, RegExp>();

function matches(pattern: string, value: string): boolean {
  let regex = patterns.get(pattern);
  if (regex === undefined) {
    regex = new RegExp(pattern);
    patterns.set(pattern, regex);
  }
  return regex.test(value);
}
