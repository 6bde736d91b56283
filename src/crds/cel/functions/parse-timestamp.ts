import { type Timestamp } from '@bufbuild/protobuf/wkt';
import { zonedTimestamp } from './zoned-timestamp';
import { isDate } from '../../dates';

/** As Go reads it: letters are large, a comma may begin the fraction, and an hour may be one digit. */
const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})T(\d{1,2}):([0-5]\d):([0-5]\d)(?:[.,](\d+))?(?:Z|([-+])(\d{2}):([0-5]\d))$/;

/** Reads a point in time as Go does by RFC 3339, with its zone; undefined where it is none, or outside of the years 1 to 9999. */
export function parseTimestamp(text: string): Timestamp | undefined {
  const [, day, hour, minute, second, fraction = '', sign = '+', offHours = '0', offMinutes = '0'] = TIMESTAMP.exec(text) ?? [];
  if (day === undefined || !isDate(day) || Number(hour) > 23 || Number(offHours) > 24) return undefined;
  const offset = (Number(offHours) * 60 + Number(offMinutes)) * (sign === '-' ? -1 : 1);
  const seconds = Date.parse(`${day}T00:00:00Z`) / 1000 + Number(hour) * 3600 + Number(minute) * 60 + Number(second) - offset * 60;
  return zonedTimestamp(BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9)), offset);
}
