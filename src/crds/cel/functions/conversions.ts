import { CelFunc, celFunc, celMethod, CelScalar, celUint, objectType } from '@bufbuild/cel';
import { create } from '@bufbuild/protobuf';
import { type Duration, DurationSchema, type Timestamp, TimestampSchema } from '@bufbuild/protobuf/wkt';
import { formatDouble } from './format-double';
import { formatDuration } from './format-duration';
import { formatTime } from './format-time';
import { parseDouble } from './parse-double';
import { parseTimestamp } from './parse-timestamp';
import { offsetOf, zonedTimestamp } from './zoned-timestamp';
import { parseGoDuration } from '../../durations';

const { BOOL, DOUBLE, INT, STRING, UINT } = CelScalar;
const DURATION = objectType(DurationSchema);
const TIMESTAMP = objectType(TimestampSchema);

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text) => [text, false] as const),
]);

const SECOND = 1_000_000_000n;

/** What converts texts, durations and times, where the evaluator differs from cel-go: that reads as Go does, which takes less. */
export const conversions: CelFunc[] = [
  celFunc('int', [STRING], INT, (text) => checked(readInteger(text, /^[-+]?\d+$/, -(2n ** 63n), 2n ** 63n - 1n), 'int')),
  celFunc('int', [DURATION], INT, ({ message }) => nanoseconds(message as Duration)),
  celFunc('uint', [STRING], UINT, (text) => celUint(checked(readInteger(text, /^\d+$/, 0n, 2n ** 64n - 1n), 'uint'))),
  celFunc('double', [STRING], DOUBLE, (text) => checked(parseDouble(text), 'double')),
  celFunc('bool', [STRING], BOOL, (text) => checked(BOOLEANS.get(text), 'bool')),
  celFunc('string', [DOUBLE], STRING, formatDouble),
  celFunc('string', [DURATION], STRING, ({ message }) => formatDuration(message as Duration)),
  celFunc('string', [TIMESTAMP], STRING, ({ message }) => formatTime(message as Timestamp)),
  celFunc('duration', [STRING], DURATION, (text) => durationOf(checked(parseGoDuration(text), 'google.protobuf.Duration'))),
  celFunc('timestamp', [STRING], TIMESTAMP, (text) => checked(parseTimestamp(text), 'google.protobuf.Timestamp')),
  celFunc('timestamp', [INT], TIMESTAMP, (seconds) => inRange(zonedTimestamp(seconds * SECOND, 0))),
  celFunc('_+_', [TIMESTAMP, DURATION], TIMESTAMP, ({ message }, duration) => moved(message as Timestamp, nanoseconds(duration.message as Duration))),
  celFunc('_+_', [DURATION, TIMESTAMP], TIMESTAMP, (duration, { message }) => moved(message as Timestamp, nanoseconds(duration.message as Duration))),
  celFunc('_-_', [TIMESTAMP, DURATION], TIMESTAMP, ({ message }, duration) => moved(message as Timestamp, -nanoseconds(duration.message as Duration))),
  celMethod('getMilliseconds', DURATION, [], INT, function () { return nanoseconds(this.message as Duration) / 1_000_000n; }),
];

function checked<T>(value: T | undefined, type: string): T {
  if (value === undefined) throw new Error(`type conversion error from 'string' to '${type}'`);
  return value;
}

function readInteger(text: string, form: RegExp, least: bigint, most: bigint): bigint | undefined {
  if (!form.test(text)) return undefined;
  const value = BigInt(text.replace(/^[-+]/, '')) * (text.startsWith('-') ? -1n : 1n);
  return value < least || value > most ? undefined : value;
}

function inRange(timestamp: Timestamp | undefined): Timestamp {
  if (timestamp === undefined) throw new Error('timestamp overflow');
  return timestamp;
}

function moved(timestamp: Timestamp, by: bigint): Timestamp {
  return inRange(zonedTimestamp(nanoseconds(timestamp) + by, offsetOf(timestamp)));
}

function nanoseconds({ seconds, nanos }: Duration | Timestamp): bigint {
  return seconds * SECOND + BigInt(nanos);
}

function durationOf(nanos: bigint): Duration {
  return create(DurationSchema, { seconds: nanos / SECOND, nanos: Number(nanos % SECOND) });
}
