import { celMap, type CelInput } from '@bufbuild/cel';
import { create } from '@bufbuild/protobuf';
import { reflect } from '@bufbuild/protobuf/reflect';
import { DurationSchema, TimestampSchema } from '@bufbuild/protobuf/wkt';
import { CompiledSchema } from '../compiled-schema';
import { parseDuration } from '../durations';
import { escapeProperty } from './escape-property';
import { parseTimestamp } from './functions/parse-timestamp';
import { keyedList } from './keyed-list';

/** Gives values of an object as rules see them. A part that several rules look at is converted once. */
export class CelValues {
  private readonly converted = new WeakMap<object, CelInput>();

  /**
   * The value as a rule at its schema sees it: whole numbers by the schema, known fields under their escaped names, null in a field as if
   * the field were not there. What the schema does not describe cannot be seen.
   */
  of(schema: CompiledSchema, value: unknown): CelInput {
    if (typeof value !== 'object' || value === null) return scalar(schema, value);
    let result = this.converted.get(value);
    if (result === undefined) {
      result = Array.isArray(value)
        ? keyedList(value.map((item) => (schema.items ? this.of(schema.items, item) : null)), identityIn(schema))
        : celMap(this.membersOf(schema, value as Record<string, unknown>));
      this.converted.set(value, result);
    }
    return result;
  }

  private membersOf(schema: CompiledSchema, value: Record<string, unknown>): Map<string, CelInput> {
    const members = new Map<string, CelInput>();
    for (const [name, member] of Object.entries(value)) {
      const property = schema.properties.get(name);
      const key = property ? escapeProperty(name) : name;
      const described = property ?? schema.additional;
      if (key === undefined || described === undefined || !isVisible(described)) continue;
      if (property !== undefined && member === null) continue;
      members.set(key, this.of(described, member));
    }
    return members;
  }
}

/** The keys by which rules tell the entries of a list; none for a set; undefined for a list with an order. */
function identityIn({ keywords }: CompiledSchema): readonly string[] | undefined {
  switch (keywords['x-kubernetes-list-type']) {
    case 'set': return [];
    case 'map': return (keywords['x-kubernetes-list-map-keys'] ?? []).map((key) => escapeProperty(key) ?? key);
    default: return undefined;
  }
}

/** A schema without a type describes nothing. */
function isVisible({ keywords }: CompiledSchema): boolean {
  return keywords.type !== undefined || keywords['x-kubernetes-int-or-string'] === true;
}

function scalar({ keywords }: CompiledSchema, value: unknown): CelInput {
  if (typeof value === 'number') return keywords.type === 'number' || !Number.isInteger(value) ? value : BigInt(value);
  if (typeof value === 'string') return keywords.type === 'string' ? formatted(keywords.format, value) : value;
  return typeof value === 'boolean' ? value : null;
}

/** Texts of some formats have a type of their own in rules. One that does not have its format stays a text: that is reported already. */
function formatted(format: string | undefined, text: string): CelInput {
  if (format === 'byte') return new Uint8Array(Buffer.from(text, 'base64'));
  if (format === 'date' || format === 'date-time') {
    const timestamp = parseTimestamp(format === 'date' ? `${text}T00:00:00Z` : text);
    return timestamp === undefined ? text : reflect(TimestampSchema, timestamp);
  }
  const nanoseconds = format === 'duration' ? parseDuration(text) : undefined;
  if (nanoseconds === undefined) return text;
  return reflect(DurationSchema, create(DurationSchema, { seconds: nanoseconds / 1_000_000_000n, nanos: Number(nanoseconds % 1_000_000_000n) }));
}
