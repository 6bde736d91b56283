import { CelFunc, celFunc, celMethod, CelScalar } from '@bufbuild/cel';
import type { ReflectMessage } from '@bufbuild/protobuf/reflect';
import { opaqueType, textOf } from '../opaque-type';
import { succeeds } from './succeeds';

const { BOOL, INT, STRING } = CelScalar;

const SEMVER = opaqueType('kubernetes.Semver');

const VERSION = new RegExp('^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)'
  + '(?:-((?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*))*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$');

/** Kubernetes' semver library (since 1.34). */
export const semvers: CelFunc[] = [
  celFunc('semver', [STRING], SEMVER.type, (text) => SEMVER.wrap(checked(text))),
  celFunc('semver', [STRING, BOOL], SEMVER.type, (text, normalize) => SEMVER.wrap(checked(normalize ? normalized(text) : text))),
  celFunc('isSemver', [STRING], BOOL, (text) => succeeds(() => checked(text))),
  celFunc('isSemver', [STRING, BOOL], BOOL, (text, normalize) => succeeds(() => checked(normalize ? normalized(text) : text))),
  ...['major', 'minor', 'patch'].map((name, index) => celMethod(name, SEMVER.type, [], INT, function () { return numbers(this)[index]; })),
  celMethod('isGreaterThan', SEMVER.type, [SEMVER.type], BOOL, function (other) { return compare(this, other) > 0; }),
  celMethod('isLessThan', SEMVER.type, [SEMVER.type], BOOL, function (other) { return compare(this, other) < 0; }),
  celMethod('compareTo', SEMVER.type, [SEMVER.type], INT, function (other) { return BigInt(compare(this, other)); }),
];

function checked(text: string): string {
  if (!VERSION.test(text)) throw new Error(`invalid semver "${text}"`);
  return text;
}

/** Takes off a `v`, adds what is missing of the three numbers, and removes their leading zeros. */
function normalized(text: string): string {
  const [, core, rest] = /^v?([^-+]*)(.*)$/s.exec(text)!;
  const parts = core.split('.');
  if (parts.length > 3) return text;
  return [...parts, '0', '0'].slice(0, 3).map((part) => part.replace(/^0+(?=\d)/, '')).join('.') + rest;
}

function numbers(version: ReflectMessage): bigint[] {
  return VERSION.exec(textOf(version))!.slice(1, 4).map(BigInt);
}

function compare(one: ReflectMessage, other: ReflectMessage): -1 | 0 | 1 {
  const others = numbers(other);
  for (const [index, number] of numbers(one).entries()) {
    if (number !== others[index]) return number < others[index] ? -1 : 1;
  }
  return comparePreReleases(VERSION.exec(textOf(one))![4], VERSION.exec(textOf(other))![4]);
}

/** Semantic Versioning 2.0.0, section 11. */
function comparePreReleases(one: string | undefined, other: string | undefined): -1 | 0 | 1 {
  if (one === other) return 0;
  if (one === undefined) return 1;
  if (other === undefined) return -1;
  const [parts, others] = [one.split('.'), other.split('.')];
  for (const [index, part] of parts.entries()) {
    const against = others[index];
    if (against === undefined) return 1;
    if (part === against) continue;
    const [isNumber, againstNumber] = [/^\d+$/.test(part), /^\d+$/.test(against)];
    if (isNumber !== againstNumber) return isNumber ? -1 : 1;
    return (isNumber ? BigInt(part) < BigInt(against) : part < against) ? -1 : 1;
  }
  return -1;
}
