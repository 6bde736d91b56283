import { isIP, isIPv6 } from 'node:net';
import { parseRequestUri } from './cel/functions/parse-url';
import { succeeds } from './cel/functions/succeeds';
import { isDate, isDateTime } from './dates';
import { parseDuration } from './durations';
import { goRegexp } from './go-regexp';
import { NAMED_FORMATS } from './named-formats';

type Format = (text: string) => boolean;

const pattern = (regexp: RegExp): Format => (text) => regexp.test(text);
const uuid = (version: string, variant = '[0-9a-f]'): Format =>
  pattern(new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?${variant}[0-9a-f]{3}-?[0-9a-f]{12}$`, 'i'));
const isIsbn10: Format = (text) => /^(?:\d{9}X|\d{10})$/.test(text)
  && [...text].reduce((sum, digit, index) => sum + (10 - index) * (digit === 'X' ? 10 : Number(digit)), 0) % 11 === 0;
const isIsbn13: Format = (text) => /^\d{13}$/.test(text) && [...text].reduce((sum, digit, index) => sum + (index % 2 ? 3 : 1) * Number(digit), 0) % 10 === 0;
const withoutDashes = (test: Format): Format => (text) => test(text.replace(/[\s-]/g, ''));

const CARD = /^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|6(?:011|5\d\d)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|(?:2131|1800|35\d{3})\d{11})$/;
const isCardNumber: Format = (digits) => CARD.test(digits)
  && [...digits].reverse().reduce((sum, digit, index) => sum + (index % 2 ? (Number(digit) * 2) % 9 || (digit === '9' ? 9 : 0) : Number(digit)), 0) % 10 === 0;

/** Those of the decimal parts of an address, even at the end of an IPv6 address. */
const LEADING_ZEROS = /(?<=^|[.:])0+(?=\d+\.)|(?<=\.)0+(?=\d)/g;

/** The API server takes leading zeros in IPv4 addresses, as Go once did, and takes IPv6 without a zone. */
const isAddress: Format = (text) => isIP(text.replace(LEADING_ZEROS, '')) !== 0 && !text.includes('%');

const EMAIL = /^\s*(?:"(?:[^"\\]|\\.)*"|[^\s<>@,;:\\"[\]().]+(?:\.[^\s<>@,;:\\"[\]().]+)*)@(?:[^\s<>@,;:\\"[\]().]+(?:\.[^\s<>@,;:\\"[\]().]+)*|\[[^\s[\]\\]+\])\s*$/;

/** As the API server has it: a name of several labels ends in letters, and one of a single label has a dash in second place at most. */
const HOSTNAME = '^([a-zA-Z0-9\\p{S}\\p{L}]((-?[a-zA-Z0-9\\p{S}\\p{L}]{0,62})?)'
  + '|([a-zA-Z0-9\\p{S}\\p{L}](([a-zA-Z0-9-\\p{S}\\p{L}]{0,61}[a-zA-Z0-9\\p{S}\\p{L}])?)(\\.)){1,}([a-zA-Z\\p{L}]){2,63})$';

/**
 * The formats of texts that the API server checks (apiextensions.k8s.io/v1, `format`). It passes over all others, and so does the check.
 * Formats of numbers are ranges and are checked as such.
 */
export const FORMATS: ReadonlyMap<string, Format> = new Map(Object.entries({
  'bsonobjectid': pattern(/^[0-9a-f]{24}$/i),
  'uri': (text: string) => succeeds(() => parseRequestUri(text)),
  'email': (text: string) => EMAIL.test(/^[^<>]*<([^<>]+)>\s*$/.exec(text)?.[1] ?? text),
  // long labels of a name are counted in bytes
  'hostname': (text: string) => Buffer.byteLength(text) <= 255 && goRegexp(HOSTNAME).test(text) && text.split('.').every((label) => Buffer.byteLength(label) <= 63),
  'ipv4': (text: string) => text.includes('.') && isAddress(text),
  'ipv6': (text: string) => isIPv6(text) && !text.includes('%'),
  'cidr': (text: string) => {
    const [, address, length] = /^([^/]+)\/(\d+)$/.exec(text) ?? [];
    return address !== undefined && isAddress(address) && Number(length) <= (address.includes(':') ? 128 : 32);
  },
  'mac': pattern(/^[0-9a-f]{2}([:-])[0-9a-f]{2}(?:(?:\1[0-9a-f]{2}){4}|(?:\1[0-9a-f]{2}){6}|(?:\1[0-9a-f]{2}){18})$|^[0-9a-f]{4}(?:(?:\.[0-9a-f]{4}){2,3}|(?:\.[0-9a-f]{4}){9})$/i),
  'uuid': uuid('[0-9a-f]'),
  'uuid3': uuid('3'),
  'uuid4': uuid('4', '[89ab]'),
  'uuid5': uuid('5', '[89ab]'),
  'isbn': withoutDashes((text) => isIsbn10(text) || isIsbn13(text)),
  'isbn10': withoutDashes(isIsbn10),
  'isbn13': withoutDashes(isIsbn13),
  'creditcard': (text: string) => isCardNumber(text.replace(/\D+/g, '')),
  'ssn': pattern(/^\d{3}[- ]?\d{2}[- ]?\d{4}$/),
  'hexcolor': pattern(/^#?(?:[0-9a-f]{3}|[0-9a-f]{6})$/i),
  'rgbcolor': (text: string) => /^rgb\(\s*(0|[1-9]\d{0,2})\s*,\s*(0|[1-9]\d{0,2})\s*,\s*(0|[1-9]\d{0,2})\s*\)$/.exec(text)?.slice(1).every((part) => Number(part) <= 255) ?? false,
  'byte': (text: string) => NAMED_FORMATS.byte.test(text),
  'date': isDate,
  'date-time': isDateTime,
  'datetime': isDateTime,
  'duration': (text: string) => parseDuration(text) !== undefined,
  'k8s-short-name': (text: string) => NAMED_FORMATS.dns1123Label.test(text),
  'k8s-long-name': (text: string) => NAMED_FORMATS.dns1123Subdomain.test(text),
} satisfies Record<string, Format>));
