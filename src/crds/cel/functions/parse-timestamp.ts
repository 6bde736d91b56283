import { create } from '@bufbuild/protobuf';
import { type Timestamp, TimestampSchema } from '@bufbuild/protobuf/wkt';
import { isDate } from '../../dates';

/** As Go reads it: letters are large, a comma may begin the fraction, and an hour may be one digit. */
const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})T(\d{1,2}):([0-5]\d):([0-5]\d)(?:[.,](\d+))?(?:Z|([-+])(\d{2}):([0-5]\d))$/;

const YEAR_ONE = -62_135_596_800;

/** Reads a point in time as Go does by RFC 3339; undefined where it is none, or before the year one. */
export function parseTimestamp(text: string): Timestamp | undefined {
  const [, day, hour, minute, second, fraction = '', sign = '+', offHours = '0', offMinutes = '0'] = TIMESTAMP.exec(text) ?? [];
  if (day === undefined || !isDate(day) || Number(hour) > 23 || Number(offHours) > 24) return undefined;
  const offset = (Number(offHours) * 60 + Number(offMinutes)) * 60 * (sign === '-' ? -1 : 1);
  const seconds = Date.parse(`${day}T00:00:00Z`) / 1000 + Number(hour) * 3600 + Number(minute) * 60 + Number(second) - offset;
  return seconds < YEAR_ONE ? undefined : create(TimestampSchema, { seconds: BigInt(seconds), nanos: Number(fraction.padEnd(9, '0').slice(0, 9)) });
}
