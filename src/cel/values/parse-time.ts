import { CelDuration, CelTimestamp } from './cel-time';

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:([Zz])|([+-])(\d\d):(\d\d))$/;

/** Reads RFC 3339 with `T`, `t` or a space; undefined for anything else. A leap second is read as the last nanosecond that chrono gives it. */
export function parseTimestamp(text: string): CelTimestamp | undefined {
  const match = RFC_3339.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const [offsetHours, offsetMinutes] = [Number(match[10] ?? 0), Number(match[11] ?? 0)];
  if (hour > 23 || minute > 59 || second > 60 || offsetHours > 23 || offsetMinutes > 59) return undefined;

  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const offsetSeconds = (match[9] === '-' ? -1 : 1) * (offsetHours * 3600 + offsetMinutes * 60);
  const seconds = date.getTime() / 1000 + hour * 3600 + minute * 60 + second - offsetSeconds;
  const nanos = BigInt((match[7] ?? '').slice(0, 9).padEnd(9, '0'));
  return CelTimestamp.of(BigInt(seconds) * 1_000_000_000n + nanos, offsetSeconds);
}

/** Nanoseconds of each unit. */
const UNITS: Readonly<Record<string, number>> = { h: 3_600_000_000_000, m: 60_000_000_000, s: 1_000_000_000, ms: 1_000_000, us: 1000, ns: 1 };

const AMOUNT = /([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(ms|us|ns|h|m|s)/y;

/** 2^63 nanoseconds, some 292 years. */
const MAX_AMOUNT = 2 ** 63;

/**
 * Reads a duration as agentgateway does: amounts with units, like `1h30m`, `1.5s`, `1e3s`, `1h-5m`; a first `-` holds for the whole;
 * what follows the last amount is ignored; amounts are doubles, so that `1.001s` may lose a nanosecond.
 * Undefined where the text does not begin with an amount, or with one of more than 292 years, which agentgateway shortens.
 */
export function parseDuration(text: string): CelDuration | undefined {
  const isNegative = text.startsWith('-');
  if (text === '0' || text === '-0') return new CelDuration(0n);
  AMOUNT.lastIndex = isNegative ? 1 : 0;
  let total: bigint | undefined;
  for (let match = AMOUNT.exec(text); match; match = AMOUNT.exec(text)) {
    const nanos = Math.trunc(Number(match[1]) * UNITS[match[2]]);
    if (!(Math.abs(nanos) < MAX_AMOUNT)) return undefined;
    total = (total ?? 0n) + BigInt(nanos);
  }
  return total === undefined ? undefined : CelDuration.of(isNegative ? -total : total);
}
