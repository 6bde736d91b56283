import { isIPv4, isIPv6 } from 'node:net';
import { parseUrl } from './cel/functions/parse-url';
import { succeeds } from './cel/functions/succeeds';
import { isDate, isDateTime } from './dates';
import { NAMED_FORMATS } from './named-formats';

type Format = (text: string) => boolean;

const pattern = (regexp: RegExp): Format => (text) => regexp.test(text);
const uuid = (version: string): Format => pattern(new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$`, 'i'));
const isIsbn10: Format = (text) => /^(?:\d{9}X|\d{10})$/.test(text)
  && [...text].reduce((sum, digit, index) => sum + (10 - index) * (digit === 'X' ? 10 : Number(digit)), 0) % 11 === 0;
const isIsbn13: Format = (text) => /^\d{13}$/.test(text) && [...text].reduce((sum, digit, index) => sum + (index % 2 ? 3 : 1) * Number(digit), 0) % 10 === 0;
const withoutDashes = (test: Format): Format => (text) => test(text.replace(/[\s-]/g, ''));

/**
 * The formats of texts that the API server checks (apiextensions.k8s.io/v1, `format`). It passes over all others, and so does the check.
 * Formats of numbers are ranges and are checked as such.
 */
export const FORMATS: ReadonlyMap<string, Format> = new Map(Object.entries({
  'bsonobjectid': pattern(/^[0-9a-f]{24}$/i),
  'uri': (text: string) => succeeds(() => parseUrl(text)),
  'email': pattern(/^(?:"[^"]*"|[^\s<>@,;:\\"[\]()]+)@[^\s<>@,;:\\"()]+$/),
  'hostname': (text: string) => text.length <= 255
    && /^(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?)(?:\.[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?)*\.?$/u.test(text),
  'ipv4': isIPv4,
  'ipv6': (text: string) => isIPv6(text) && !text.includes('%'),
  'cidr': (text: string) => {
    const [, address, length] = /^([^/%]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
    return address !== undefined && ((isIPv4(address) && Number(length) <= 32) || (isIPv6(address) && Number(length) <= 128));
  },
  'mac': pattern(/^(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}(?:[0-9a-f]{2}\1[0-9a-f]{2}\1)?[0-9a-f]{2}$|^(?:[0-9a-f]{4}\.){2}(?:[0-9a-f]{4}\.)?[0-9a-f]{4}$/i),
  'uuid': uuid('[0-9a-f]'),
  'uuid3': uuid('3'),
  'uuid4': uuid('4'),
  'uuid5': uuid('5'),
  'isbn': withoutDashes((text) => isIsbn10(text) || isIsbn13(text)),
  'isbn10': withoutDashes(isIsbn10),
  'isbn13': withoutDashes(isIsbn13),
  'creditcard': withoutDashes(pattern(
    /^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|6(?:011|5\d\d)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|(?:2131|1800|35\d{3})\d{11})$/)),
  'ssn': pattern(/^\d{3}[- ]?\d{2}[- ]?\d{4}$/),
  'hexcolor': pattern(/^#?(?:[0-9a-f]{3}|[0-9a-f]{6})$/i),
  'rgbcolor': (text: string) => /^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/.exec(text)?.slice(1).every((part) => Number(part) <= 255) ?? false,
  'byte': (text: string) => NAMED_FORMATS.byte.test(text),
  'date': isDate,
  'date-time': isDateTime,
  'datetime': isDateTime,
  'duration': (text: string) => parseDuration(text) !== undefined,
  'k8s-short-name': (text: string) => NAMED_FORMATS.dns1123Label.test(text),
  'k8s-long-name': (text: string) => NAMED_FORMATS.dns1123Subdomain.test(text),
} satisfies Record<string, Format>));

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n], ['us', 1_000n], ['µs', 1_000n], ['μs', 1_000n], ['ms', 1_000_000n], ['s', 1_000_000_000n], ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n], ['d', 86_400_000_000_000n], ['w', 604_800_000_000_000n],
]);

const LONG_UNITS: ReadonlyMap<string, string> = new Map([
  ['nanosecond', 'ns'], ['nano', 'ns'], ['microsecond', 'us'], ['micro', 'us'], ['millisecond', 'ms'], ['milli', 'ms'], ['second', 's'], ['sec', 's'],
  ['minute', 'm'], ['min', 'm'], ['hour', 'h'], ['hr', 'h'], ['day', 'd'], ['week', 'w'], ['wk', 'w'],
]);

/** Reads a duration in billionths of a second: Go's `1h30m`, or `3 days` in words; undefined where it is none. */
export function parseDuration(text: string): bigint | undefined {
  if (/^[-+]?0$/.test(text)) return 0n;
  const [, sign, parts] = /^([-+]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.exec(text) ?? [];
  if (parts !== undefined) {
    const sum = [...parts.matchAll(/(\d*)\.?(\d*)([a-zµμ]+)/g)].reduce((total, [, whole, fraction, unit]) =>
      total + (BigInt(whole + fraction) * UNITS.get(unit)!) / 10n ** BigInt(fraction.length), 0n);
    return sign === '-' ? -sum : sum;
  }
  const [, count, word] = /^(\d+)\s*([a-zµμ]+?)s?$/i.exec(text) ?? [];
  const unit = UNITS.get(LONG_UNITS.get(word?.toLowerCase() ?? '') ?? word ?? '');
  return unit === undefined ? undefined : BigInt(count) * unit;
}
