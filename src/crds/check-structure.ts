import { describeValue, FieldPath, nearestName } from '../manifest';
import { canonicalJson } from './canonical-json';
import { CompiledSchema } from './compiled-schema';
import { Finding } from './finding';
import { FORMATS } from './formats';

/** Findings of this many fields are enough to act on. */
const MAX_FINDINGS = 100;

/** Checks a value, with its defaults filled in, against a structural schema as the API server does with strict field validation. */
export function checkStructure(schema: CompiledSchema, value: unknown): Finding[] {
  const checker = new StructureChecker();
  checker.check(schema, value, [], true);
  return checker.findings;
}

class StructureChecker {
  readonly findings: Finding[] = [];

  /** The map that the value is a field of. */
  private parent: CompiledSchema | undefined;

  /** @param spine whether the schema says which fields there are; those in `allOf` and its like only add conditions */
  check(schema: CompiledSchema, value: unknown, path: FieldPath, spine: boolean): void {
    if (this.findings.length >= MAX_FINDINGS) return;
    if (value === null && schema.keywords.nullable) return;
    if (!this.hasType(schema, value, path)) return;
    if (Array.isArray(value)) this.checkList(schema, value, path, spine);
    else if (typeof value === 'object' && value !== null) this.checkMap(schema, value as Record<string, unknown>, path, spine);
    else if (typeof value === 'string') this.checkText(schema, value, path);
    else if (typeof value === 'number') this.checkNumber(schema, value, path);
    this.checkEnum(schema, value, path);
    this.checkAlternatives(schema, value, path);
  }

  private hasType({ keywords }: CompiledSchema, value: unknown, path: FieldPath): boolean {
    const [expected, hasIt] = keywords['x-kubernetes-int-or-string']
      ? ['a whole number or a text', Number.isInteger(value) || typeof value === 'string'] as const
      : keywords.type === undefined ? ['', true] as const
        : [TYPES[keywords.type].name, TYPES[keywords.type].test(value)] as const;
    if (!hasIt) this.report(path, `must be ${expected}, not ${describeValue(value, true)}`, typeHelp(keywords.type, value), { blocksRules: true });
    return hasIt;
  }

  private checkList(schema: CompiledSchema, items: readonly unknown[], path: FieldPath, spine: boolean): void {
    const { minItems, maxItems } = schema.keywords;
    if (!this.checkSize('entries', items.length, minItems, maxItems, path)) return;
    if (schema.items) {
      for (const [index, item] of items.entries()) {
        this.parent = undefined;
        this.check(schema.items, item, [...path, index], spine);
      }
    }
    this.checkUnique(schema, items, path);
  }

  private checkUnique({ keywords }: CompiledSchema, items: readonly unknown[], path: FieldPath): void {
    const type = keywords['x-kubernetes-list-type'];
    if (type !== 'set' && type !== 'map') return;
    const keys = keywords['x-kubernetes-list-map-keys'] ?? [];
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      const isMap = typeof item === 'object' && item !== null;
      const identity = canonicalJson(type === 'set' ? item : keys.map((key) => (isMap && Object.hasOwn(item, key) ? (item as Record<string, unknown>)[key] : null)));
      if (seen.has(identity)) {
        const what = type === 'set' ? 'an entry' : `the ${keys.map((key) => `\`${key}\``).join(', ')} of an entry`;
        this.report([...path, index], `repeats ${what} before it`, 'remove one of the two entries');
      }
      seen.add(identity);
    }
  }

  private checkMap(schema: CompiledSchema, value: Record<string, unknown>, path: FieldPath, spine: boolean): void {
    const { minProperties, maxProperties, required = [], 'x-kubernetes-embedded-resource': isResource } = schema.keywords;
    this.checkSize('entries', Object.keys(value).length, minProperties, maxProperties, path);
    for (const name of new Set([...required, ...(isResource ? ['apiVersion', 'kind'] : [])])) {
      if (Object.hasOwn(value, name)) continue;
      this.report([...path, name], 'is missing', `add \`${name}\``, { blocksRules: true });
    }
    for (const [name, member] of Object.entries(value)) {
      const field = schema.properties.get(name) ?? schema.additional;
      if (field !== undefined) {
        this.parent = schema;
        this.check(field, member, [...path, name], spine);
      } else if (spine && !schema.preservesUnknown) {
        this.reportUnknown([...schema.properties.keys()], name, path);
      }
    }
  }

  private reportUnknown(known: readonly string[], name: string, path: FieldPath): void {
    const nearest = nearestName(name, known);
    const fields = known.length === 0 ? 'this block has no fields' : `the fields here are ${known.map((field) => `\`${field}\``).join(', ')}`;
    this.report([...path, name], 'does not exist', nearest === undefined ? `remove it; ${fields}` : `did you mean \`${nearest}\`?`, { of: 'key' });
  }

  private checkText({ keywords, matches }: CompiledSchema, value: string, path: FieldPath): void {
    const length = keywords.minLength === undefined && keywords.maxLength === undefined ? 0 : [...value].length;
    if (!this.checkSize('characters', length, keywords.minLength, keywords.maxLength, path)) return;
    if (matches && !matches(value)) {
      this.report(path, `must match \`${keywords.pattern}\``, `write a text that matches \`${keywords.pattern}\``);
    }
    const format = keywords.format === undefined ? undefined : FORMATS.get(keywords.format);
    if (format && !format(value)) {
      this.report(path, `must have the format \`${keywords.format}\``, `write a text in the format \`${keywords.format}\``, { blocksRules: true });
    }
  }

  private checkNumber({ keywords }: CompiledSchema, value: number, path: FieldPath): void {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = keywords;
    if (keywords.type === 'integer' && Math.abs(value) > 2 ** 63) {
      this.report(path, `must be a whole number of 64 bits, not ${value}`, 'write a smaller number', { blocksRules: true });
      return;
    }
    const [least, most] = format === 'int32' ? [-(2 ** 31), 2 ** 31 - 1] : format === 'int64' ? [-(2 ** 63), 2 ** 63] : [-Infinity, Infinity];
    const [low, high] = [Math.max(minimum ?? least, least), Math.min(maximum ?? most, most)];
    const below = exclusiveMinimum && low === minimum ? value <= low : value < low;
    const above = exclusiveMaximum && high === maximum ? value >= high : value > high;
    if (below || above) {
      const bounds = [
        ...(low > -Infinity ? [exclusiveMinimum ? `more than ${low}` : `at least ${low}`] : []),
        ...(high < Infinity ? [exclusiveMaximum ? `less than ${high}` : `at most ${high}`] : []),
      ].join(' and ');
      this.report(path, `must be ${bounds}, not ${value}`, `write a number that is ${bounds}`);
    }
    if (multipleOf !== undefined && !Number.isInteger(value / multipleOf)) {
      this.report(path, `must be a multiple of ${multipleOf}, not ${value}`, `write a multiple of ${multipleOf}`);
    }
  }

  private checkEnum({ keywords }: CompiledSchema, value: unknown, path: FieldPath): void {
    if (keywords.enum === undefined || keywords.enum.some((known) => canonicalJson(known) === canonicalJson(value))) return;
    const nearest = typeof value === 'string' ? nearestName(value, keywords.enum.map(String)) : undefined;
    const known = keywords.enum.map((one) => `\`${typeof one === 'string' ? one : JSON.stringify(one)}\``).join(', ');
    this.report(path, `must be one of ${known}, not ${describeValue(value)}`, nearest === undefined ? 'write one of these' : `write \`${nearest}\``);
  }

  private checkAlternatives({ allOf, anyOf, oneOf, not }: CompiledSchema, value: unknown, path: FieldPath): void {
    for (const part of allOf) this.check(part, value, path, false);
    if (anyOf.length > 0 && !anyOf.some((part) => fits(part, value))) {
      this.report(path, 'fits none of the forms that are allowed', `see \`anyOf\` of the field in the CRD; ${nearestMiss(anyOf, value)}`);
    }
    const fitting = oneOf.filter((part) => fits(part, value)).length;
    if (oneOf.length > 0 && fitting !== 1) {
      this.report(path, `fits ${fitting === 0 ? 'none' : 'several'} of the forms of which exactly one is allowed`,
        fitting === 0 ? `see \`oneOf\` of the field in the CRD; ${nearestMiss(oneOf, value)}` : 'see `oneOf` of the field in the CRD; leave out what makes it fit another');
    }
    if (not && fits(not, value)) this.report(path, 'has a form that is not allowed', 'see `not` of the field in the CRD');
  }

  private checkSize(unit: 'entries' | 'characters', size: number, min = 0, max = Infinity, path: FieldPath): boolean {
    if (size >= min && size <= max) return true;
    if (size > max) this.report(path, `must have at most ${max} ${unit}, not ${size}`, 'shorten it', { blocksRules: true });
    else if (size === 0) this.report(path, 'is empty', `give it at least ${countOf(min, unit)}${this.isRequired(path) ? '' : ', or remove it'}`);
    else this.report(path, `must have at least ${min} ${unit}, not ${size}`, 'lengthen it');
    return false;
  }

  private isRequired(path: FieldPath): boolean {
    return this.parent?.keywords.required?.includes(String(path.at(-1))) ?? false;
  }

  private report(path: FieldPath, message: string, help: string, more: Pick<Finding, 'blocksRules'> & { of?: 'key' } = {}): void {
    if (this.findings.length < MAX_FINDINGS) this.findings.push({ code: 'S01', path, of: 'value', message, help, ...more });
  }
}

function countOf(min: number, unit: 'entries' | 'characters'): string {
  return min > 1 ? `${min} ${unit}` : unit === 'entries' ? 'one entry' : 'one character';
}

function fits(schema: CompiledSchema, value: unknown): boolean {
  return findingsOf(schema, value).length === 0;
}

/** What the form that comes nearest lacks. */
function nearestMiss(forms: readonly CompiledSchema[], value: unknown): string {
  const [{ path, message }] = forms.map((form) => findingsOf(form, value)).sort((one, other) => one.length - other.length)[0];
  return `for one of them ${path.length === 0 ? 'it' : `\`${path.at(-1)}\``} ${message}`;
}

function findingsOf(schema: CompiledSchema, value: unknown): Finding[] {
  const checker = new StructureChecker();
  checker.check(schema, value, [], false);
  return checker.findings;
}

const TYPES = {
  object: { name: 'a map', test: (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value) },
  array: { name: 'a list', test: (value: unknown) => Array.isArray(value) },
  string: { name: 'a text', test: (value: unknown) => typeof value === 'string' },
  integer: { name: 'a whole number', test: (value: unknown) => Number.isInteger(value) },
  number: { name: 'a number', test: (value: unknown) => typeof value === 'number' },
  boolean: { name: '`true` or `false`', test: (value: unknown) => typeof value === 'boolean' },
} as const;

function typeHelp(type: keyof typeof TYPES | undefined, value: unknown): string {
  if (value === null) return 'write a value, or remove the field';
  switch (type) {
    case 'string': return typeof value === 'object' ? 'write a text' : 'put the value in quotes';
    case 'array': return 'write a list, one `- ` an entry';
    case 'object': return Array.isArray(value) ? 'write a map; remove the `- `' : 'write a map, one `name: value` a line';
    case 'integer':
    case 'number': return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? 'write the number without quotes' : 'write a number';
    case 'boolean': return value === 'true' || value === 'false' ? 'write it without quotes' : 'write `true` or `false`';
    case undefined: return 'write a value of that type';
  }
}
