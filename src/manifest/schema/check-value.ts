import { FieldPath } from '../field-path';
import { type TargetVersion } from '../target-version';
import { describeValue } from './describe-value';
import { type FieldSchema } from './field-schema';
import { isNearSecret } from './near-secret';
import { nearestName } from './nearest-name';
import { ReleaseSchema } from './release-schema';

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
  new Checker(version, violations).check(ReleaseSchema.of(schema, version), value);
  return violations;
}

/** Violations of this many fields are enough to act on; the rest of a hopeless file is not looked at. */
const MAX_VIOLATIONS = 100;

class Checker {
  /** Where the value that is being checked stands; it grows and shrinks on the way, and violations get a copy. */
  private readonly path: (string | number)[] = [];
  /** The map that the value is a field of. */
  private parent: ReleaseSchema | undefined;

  constructor(private readonly version: TargetVersion, private readonly violations: Violation[]) {}

  /** Returns whether the value has the types, down to its leaves, that rules rely on. */
  check(schema: ReleaseSchema, value: unknown): boolean {
    if (this.violations.length >= MAX_VIOLATIONS) return false;
    if (schema.absent !== undefined) return this.reportAbsent(schema);
    if (!hasType(schema, value)) return this.reportType(schema, value);
    let sound = true;
    let fits = true;
    if (Array.isArray(value)) {
      fits = this.checkSize(schema.minItems, schema.maxItems, value.length, 'entries') && this.checkUnique(schema, value);
      // a list that is too long is not looked into: its size is the attacker's to choose
      if (schema.items && value.length <= schema.maxItems) {
        for (let index = 0; index < value.length; index++) sound = this.checkBelow(undefined, index, schema.items, value[index]) && sound;
      }
    } else if (typeof value === 'object' && value !== null) {
      const names = Object.keys(value);
      sound = this.checkFields(schema, value as Record<string, unknown>, names);
      fits = this.checkSize(schema.minProperties, schema.maxProperties, names.length, 'entries');
    } else {
      fits = this.checkScalar(schema, value);
    }
    if (sound && fits && schema.rules.length > 0) this.checkRules(schema, value);
    return sound;
  }

  private checkBelow(parent: ReleaseSchema | undefined, name: string | number, schema: ReleaseSchema, value: unknown): boolean {
    this.path.push(name);
    this.parent = parent;
    const sound = this.check(schema, value);
    this.path.pop();
    return sound;
  }

  /** What the release does not have is reported and not looked into; it keeps no rule around it from being asked. */
  private reportAbsent({ absent, written: { since, until } }: ReleaseSchema): true {
    if (absent === 'not yet') {
      this.report('C33', this.path, 'key', `does not exist in agentgateway ${this.version}`, `it came with ${since}; target that release, or remove it`);
    } else {
      this.report('C33', this.path, 'key', `no longer exists in agentgateway ${this.version}`, `${until} took it away; remove it`);
    }
    return true;
  }

  private reportType(schema: ReleaseSchema, value: unknown): false {
    const expected = TYPE_NAMES[schema.type!];
    return this.report('S01', this.path, 'value', `must be ${expected}, not ${describeValue(value, isNearSecret(schema.written))}`, typeHelp(schema, value));
  }

  private checkFields(schema: ReleaseSchema, value: Record<string, unknown>, names: readonly string[]): boolean {
    let sound = true;
    for (const name of names) {
      const field = schema.field(name);
      if (field !== undefined) sound = this.checkBelow(schema, name, field, value[name]) && sound;
      else if (!schema.isOpen) this.reportUnknown(Object.keys(schema.written.properties ?? {}), name);
    }
    for (const name of schema.required) {
      if (Object.hasOwn(value, name)) continue;
      this.report('S01', [...this.path, name], 'value', 'is missing', `add \`${name}\``);
      sound = false;
    }
    return sound;
  }

  private reportUnknown(known: readonly string[], name: string): void {
    const nearest = nearestName(name, known);
    const fields = known.length === 0 ? 'this block has no fields' : `the fields here are ${known.map((field) => `\`${field}\``).join(', ')}`;
    this.report('S01', [...this.path, name], 'key', 'does not exist', nearest === undefined ? `remove it; ${fields}` : `did you mean \`${nearest}\`?`);
  }

  private checkScalar(schema: ReleaseSchema, value: unknown): boolean {
    if (typeof value === 'string' && schema.type !== 'integer') return this.checkText(schema, value);
    if (typeof value !== 'number') return true;
    if (schema.enum && !schema.enum.includes(value)) return this.reportEnum(schema.enum, value);
    const { minimum, maximum } = schema;
    if (value < minimum || value > maximum) {
      const limit = maximum === Infinity ? `at least ${minimum}` : minimum === -Infinity ? `at most ${maximum}` : `between ${minimum} and ${maximum}`;
      return this.report('S01', this.path, 'value', `must be ${limit}, not ${value}`, `write a number that is ${limit}`);
    }
    return true;
  }

  private checkText(schema: ReleaseSchema, value: string): boolean {
    const { minLength, maxLength, pattern, written } = schema;
    if (schema.enum) {
      return schema.enum.includes(value) ? this.isValueAvailable(schema, value) : this.reportEnum(schema.enum, value);
    }
    // a character has one or two units, so that most texts need no counting
    if ((value.length > maxLength || value.length / 2 < minLength) && !this.checkSize(minLength, maxLength, lengthOf(value), 'characters')) return false;
    if (pattern === undefined || pattern.test(value)) return this.isValueAvailable(schema, value);
    const means = written.means ?? `a text that matches ${written.pattern}`;
    return this.report('S01', this.path, 'value', `must be ${means}, not ${describeValue(value, written.sensitive)}`, `write ${means}`);
  }

  private isValueAvailable({ laterValues }: ReleaseSchema, value: string): boolean {
    const since = laterValues?.get(value);
    if (since === undefined) return true;
    const help = `the value came with ${since}; target that release, or write another`;
    return this.report('C33', this.path, 'value', `cannot be \`${value}\` in agentgateway ${this.version}`, help);
  }

  private reportEnum(values: readonly (string | number)[], value: string | number): false {
    const nearest = typeof value === 'string' ? nearestName(value, values.map(String)) : undefined;
    return this.report(
      'S01', this.path, 'value',
      `must be one of ${values.map((known) => `\`${known}\``).join(', ')}, not ${describeValue(value)}`,
      nearest === undefined ? 'write one of these' : `write \`${nearest}\``,
    );
  }

  private checkSize(min: number, max: number, size: number, unit: 'entries' | 'characters'): boolean {
    if (size < min) {
      const least = min > 1 ? `${min} ${unit}` : unit === 'entries' ? 'one entry' : 'one character';
      return size === 0
        ? this.report('S01', this.path, 'value', 'is empty', `give it at least ${least}${this.isRequired() ? '' : ', or remove it'}`)
        : this.report('S01', this.path, 'value', `must have at least ${min} ${unit}, not ${size}`, 'lengthen it');
    }
    return size <= max || this.report('S01', this.path, 'value', `must have at most ${max} ${unit}, not ${size}`, 'shorten it');
  }

  private isRequired(): boolean {
    return this.parent?.required.includes(String(this.path.at(-1))) ?? false;
  }

  private checkUnique({ unique, rules }: ReleaseSchema, items: readonly unknown[]): boolean {
    if (unique === undefined || items.length < 2 || items.length > MAX_COMPARED) return true;
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      const by = unique === 'set' ? item : (item as Record<string, unknown> | null)?.[unique.by];
      const key = JSON.stringify(by);
      // a list with a rule of its own about repetition speaks for itself
      if (seen.has(key) && !rules.some(({ message }) => message.includes('unique'))) {
        const at = unique === 'set' ? [...this.path, index] : [...this.path, index, unique.by];
        return this.report('S01', at, 'value', `repeats ${describeValue(by)}`, 'remove one of the two entries');
      }
      seen.add(key);
    }
    return true;
  }

  private checkRules({ rules }: ReleaseSchema, value: unknown): void {
    for (const rule of rules) {
      if (rule.holds(value)) continue;
      this.report('S02', [...this.path, ...(rule.at ?? [])], 'value', rule.message, rule.help);
      // one wrong value, one problem; a block can be wrong in several ways
      if (typeof value !== 'object') return;
    }
  }

  private report(code: Violation['code'], path: FieldPath, of: 'key' | 'value', message: string, help: string): false {
    if (this.violations.length < MAX_VIOLATIONS) this.violations.push({ code, path: [...path], of, message, help });
    return false;
  }
}

function hasType({ type }: ReleaseSchema, value: unknown): boolean {
  switch (type) {
    case 'object': return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array': return Array.isArray(value);
    case 'string': return typeof value === 'string';
    case 'integer': return Number.isInteger(value);
    case 'integer or string': return Number.isInteger(value) || typeof value === 'string';
    case 'boolean': return typeof value === 'boolean';
    case undefined: return true;
  }
}

const TYPE_NAMES: Readonly<Record<NonNullable<ReleaseSchema['type']>, string>> = {
  'object': 'a map',
  'array': 'a list',
  'string': 'a text',
  'integer': 'a whole number',
  'integer or string': 'a whole number or a text',
  'boolean': '`true` or `false`',
};

/** Lists with a rule about repetition are limited to less; this bounds those that are not. */
const MAX_COMPARED = 10_000;

function typeHelp({ type }: ReleaseSchema, value: unknown): string {
  // elsewhere null is dropped when an object is read
  if (value === null) return 'write a value, or remove the entry';
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
