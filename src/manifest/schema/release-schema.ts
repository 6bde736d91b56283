import { isBefore, TargetVersion } from '../target-version';
import { FieldSchema } from './field-schema';
import { holdsDefault } from './holds-default';
import { Rule } from './rule';

/** A field that a release fills in where it is absent. */
export interface FilledField {
  readonly name: string;
  readonly schema: ReleaseSchema;
  readonly value: unknown;
}

/**
 * A schema as one release has it. What depends on the release is decided once, and all of them have one form: every value of every object is
 * held against one of these. Schemas below are made when the first value asks for them; most blocks of a policy are never written.
 */
export class ReleaseSchema {
  static of(written: FieldSchema, version: TargetVersion): ReleaseSchema {
    let versions = known.get(written);
    if (!versions) known.set(written, versions = new Map());
    let schema = versions.get(version);
    if (!schema) versions.set(version, schema = new ReleaseSchema(written, version));
    return schema;
  }

  /** Whether the release does not have the field yet, or no longer. */
  readonly absent: 'not yet' | 'no longer' | undefined;
  readonly type: FieldSchema['type'] | 'integer or string' | undefined;
  readonly enum: FieldSchema['enum'];
  readonly pattern: RegExp | undefined;
  readonly minLength: number;
  readonly maxLength: number;
  /** Of numbers. */
  readonly minimum: number;
  readonly maximum: number;
  readonly minItems: number;
  readonly maxItems: number;
  readonly minProperties: number;
  readonly maxProperties: number;
  readonly unique: FieldSchema['unique'];
  /** Fields that are not listed are kept and not judged. */
  readonly isOpen: boolean;
  readonly required: readonly string[];
  readonly rules: readonly Rule<unknown>[];
  /** The release that brought a value, for those that are newer than this one. */
  readonly laterValues: ReadonlyMap<string, TargetVersion> | undefined;
  /** Whether some release fills in a field below. */
  readonly holdsDefault: boolean;
  private readonly fields = new Map<string, ReleaseSchema | undefined>();
  private itemSchema: ReleaseSchema | undefined;
  private filled: readonly FilledField[] | undefined;

  private constructor(readonly written: FieldSchema, private readonly version: TargetVersion) {
    const { limitsSince, since, until, properties = NO_FIELDS, required = [], rules = [], valuesSince = {} } = written;
    const limits = limitsSince && !isBefore(version, limitsSince.version) ? { ...written, ...limitsSince.limits } : written;
    const [least, most] = written.format === 'int32' ? [-(2 ** 31), 2 ** 31 - 1] : [-Infinity, Infinity];
    this.absent = since !== undefined && isBefore(version, since) ? 'not yet'
      : until !== undefined && !isBefore(version, until) ? 'no longer' : undefined;
    this.type = written.intOrString ? 'integer or string' : written.type;
    this.enum = written.enum;
    this.pattern = written.pattern === undefined ? undefined : regexOf(written.pattern);
    this.minLength = limits.minLength ?? 0;
    this.maxLength = limits.maxLength ?? Infinity;
    this.minimum = limits.minimum ?? least;
    this.maximum = limits.maximum ?? most;
    this.minItems = limits.minItems ?? 0;
    this.maxItems = limits.maxItems ?? Infinity;
    this.minProperties = limits.minProperties ?? 0;
    this.maxProperties = limits.maxProperties ?? Infinity;
    this.unique = written.unique;
    this.isOpen = written.preserveUnknown === true;
    this.required = Object.entries(properties).filter(([name, { requiredBefore }]) =>
      required.includes(name) || (requiredBefore !== undefined && isBefore(version, requiredBefore))).map(([name]) => name);
    this.rules = (rules as readonly Rule<unknown>[]).filter((rule) =>
      (rule.since === undefined || !isBefore(version, rule.since)) && (rule.until === undefined || isBefore(version, rule.until)));
    const later = Object.entries(valuesSince).filter(([, release]) => isBefore(version, release));
    this.laterValues = later.length === 0 ? undefined : new Map(later);
    this.holdsDefault = holdsDefault(written);
  }

  /** The schema of the entries of a list. */
  get items(): ReleaseSchema | undefined {
    const { items } = this.written;
    return this.itemSchema ??= items && ReleaseSchema.of(items, this.version);
  }

  /** The schema of a field of a map; undefined where the map does not have it. */
  field(name: string): ReleaseSchema | undefined {
    const known = this.fields.get(name);
    if (known !== undefined) return known;
    const { properties = NO_FIELDS, additionalProperties } = this.written;
    if (!Object.hasOwn(properties, name)) return additionalProperties && ReleaseSchema.of(additionalProperties, this.version);
    const schema = ReleaseSchema.of(properties[name], this.version);
    this.fields.set(name, schema);
    return schema;
  }

  /** The fields of a map that the release fills in; one that lacks the field fills nothing in. */
  get filledFields(): readonly FilledField[] {
    return this.filled ??= Object.entries(this.written.properties ?? NO_FIELDS)
      // to make a schema of every field that could be written would take longer than to check what is
      .filter(([, { default: value, defaultBefore }]) => value !== undefined || defaultBefore !== undefined)
      .map(([name, written]) => ({ name, schema: ReleaseSchema.of(written, this.version) }))
      .filter(({ schema }) => schema.absent === undefined && schema.default !== undefined)
      .map(({ name, schema }) => ({ name, schema, value: schema.default }));
  }

  /** What the release fills in where the field is absent. */
  get default(): unknown {
    const { default: value, defaultBefore } = this.written;
    return defaultBefore && isBefore(this.version, defaultBefore.version) ? defaultBefore.value : value;
  }
}

const NO_FIELDS: NonNullable<FieldSchema['properties']> = {};

/** Schemas never change. */
const known = new WeakMap<FieldSchema, Map<TargetVersion, ReleaseSchema>>();

/** Many fields share a pattern. */
const regexes = new Map<string, RegExp>();

function regexOf(pattern: string): RegExp {
  let regex = regexes.get(pattern);
  if (regex === undefined) {
    regex = new RegExp(pattern);
    regexes.set(pattern, regex);
  }
  return regex;
}
