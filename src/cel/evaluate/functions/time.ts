import { spendOnText } from '../budget';
import { FunctionCompiler, functionError, ofArguments, ofSubject } from './function-compiler';
import { CelDuration, CelTimestamp, CelValue, parseDuration, parseTimestamp, plainValue, typeName } from '../../values';

const NANOS_PER_SECOND = 1_000_000_000n;

/** The time fields ignore their argument, as in agentgateway: they are those of the offset that the timestamp was written with. */
export const timeFunctions: Readonly<Record<string, FunctionCompiler>> = {
  duration: ofArguments(1, 1, ([value], name) => toDuration(plainValue(value), name)),
  timestamp: ofArguments(1, 1, ([value], name) => toTimestamp(plainValue(value), name)),
  getFullYear: dateField((date) => date.getUTCFullYear()),
  getMonth: dateField((date) => date.getUTCMonth()),
  getDate: dateField((date) => date.getUTCDate()),
  getDayOfMonth: dateField((date) => date.getUTCDate() - 1),
  getDayOfWeek: dateField((date) => date.getUTCDay()),
  getDayOfYear: dateField((date) => Math.floor((date.getTime() - startOfYear(date)) / 86_400_000)),
  getHours: timeField((date) => date.getUTCHours(), 3600n * NANOS_PER_SECOND),
  getMinutes: timeField((date) => date.getUTCMinutes(), 60n * NANOS_PER_SECOND),
  getSeconds: timeField((date) => date.getUTCSeconds(), NANOS_PER_SECOND),
  getMilliseconds: timeField((date) => date.getUTCMilliseconds(), 1_000_000n),
};

function toDuration(value: CelValue, name: string): CelDuration {
  if (value instanceof CelDuration) return value;
  if (typeof value !== 'string') throw functionError(name, `${typeName(value)} cannot be converted to a duration`);
  spendOnText(value.length);
  const duration = parseDuration(value);
  if (!duration) throw functionError(name, 'the text is no duration');
  return duration;
}

function toTimestamp(value: CelValue, name: string): CelTimestamp {
  if (value instanceof CelTimestamp) return value;
  if (typeof value !== 'string' && typeof value !== 'bigint') throw functionError(name, `${typeName(value)} cannot be converted to a timestamp`);
  if (typeof value === 'string') spendOnText(value.length);
  const timestamp = typeof value === 'string' ? parseTimestamp(value) : CelTimestamp.of(value * NANOS_PER_SECOND);
  if (!timestamp) throw functionError(name, typeof value === 'string' ? 'the text is no time in RFC 3339' : 'the time is out of range');
  return timestamp;
}

function startOfYear(date: Date): number {
  const start = new Date(0);
  start.setUTCFullYear(date.getUTCFullYear(), 0, 1);
  return start.getTime();
}

function dateField(read: (date: Date) => number): FunctionCompiler {
  return ofSubject((subject, name) => readField(subject, read, name));
}

/** Of a duration, the whole of it in that unit, in 32 bits, as in agentgateway. */
function timeField(read: (date: Date) => number, unit: bigint): FunctionCompiler {
  return ofSubject((subject, name) => (subject instanceof CelDuration ? BigInt.asIntN(32, subject.nanos / unit) : readField(subject, read, name)));
}

function readField(subject: CelValue, read: (date: Date) => number, name: string): bigint {
  if (!(subject instanceof CelTimestamp)) throw functionError(name, `needs a timestamp, got ${typeName(plainValue(subject))}`);
  return BigInt(read(subject.local()));
}
