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
const UNITS: Readonly<Record<string, bigint>> = { h: 3_600_000_000_000n, m: 60_000_000_000n, s: 1_000_000_000n, ms: 1_000_000n, us: 1000n, ns: 1n };

const AMOUNT = /([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d{1,3}))?(ns|us|µs|ms|s|m|h)/y;

/**
 * Reads a duration as agentgateway does: amounts with units, like `1h30m`, `1.5s`, `1e3s`, `1h-5m`; a first sign holds for the whole;
 * what follows the last amount is ignored. Undefined where the text does not begin with an amount, or is out of range.
 */
export function parseDuration(text: string): CelDuration | undefined {
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  if (text.slice(sign.length) === '0') return new CelDuration(0n);
  let total = 0n;
  let position = sign.length;
  for (;;) {
    AMOUNT.lastIndex = position;
    const match = AMOUNT.exec(text);
    if (!match || (position === sign.length && match[1] !== '')) break;
    const amount = nanosOf(match[2], Number(match[3] ?? 0), UNITS[match[4] === 'µs' ? 'us' : match[4]]);
    if (amount === undefined) return undefined;
    total += match[1] === '-' ? -amount : amount;
    position = AMOUNT.lastIndex;
  }
  if (position === sign.length) return undefined;
  return CelDuration.of(sign === '-' ? -total : total);
}

/** Whole nanoseconds, the rest cut off; exact, because a double loses nanoseconds of long durations. */
function nanosOf(decimal: string, exponent: number, unit: bigint): bigint | undefined {
  const [whole, decimals = ''] = decimal.split('.');
  if (whole.length + decimals.length > 64) return undefined;
  const digits = BigInt(`${whole}${decimals}` || '0') * unit;
  const shift = exponent - decimals.length;
  return shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
}
