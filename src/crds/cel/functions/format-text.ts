import { type CelValue, isCelList, isCelMap, isCelType, isCelUint } from '@bufbuild/cel';
import { isReflectMessage } from '@bufbuild/protobuf/reflect';
import { type Duration, type Timestamp } from '@bufbuild/protobuf/wkt';
import { formatDouble } from './format-double';
import { formatDuration } from './format-duration';
import { formatTime } from './format-time';

const CLAUSE = /%(?:(%)|(?:\.(\d+))?(.)?)/gs;
const DEFAULT_PRECISION = 6;
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * Puts values into a text as `format` of cel-go does (strings library, version 2): a number with `%f` or `%e` as people in America write it.
 *
 * @throws Error for a clause that is unknown or does not fit its value, and for a wrong number of values
 */
export function formatText(template: string, values: readonly CelValue[]): string {
  let used = 0;
  const text = template.replace(CLAUSE, (_, percent?: string, precision?: string, clause?: string) => {
    if (percent) return percent;
    if (used >= values.length) throw new Error(`index ${used} out of range`);
    return formatClause(clause, values[used++], precision === undefined ? DEFAULT_PRECISION : Number(precision));
  });
  if (used < values.length) throw new Error(`too many arguments supplied to string.format (expected ${used}, got ${values.length})`);
  return text;
}

function formatClause(clause: string | undefined, value: CelValue, precision: number): string {
  switch (clause) {
    case 's': return formatString(value);
    case 'd': return String(integerOf(value));
    case 'b': return typeof value === 'boolean' ? String(Number(value)) : integerOf(value).toString(2);
    case 'o': return integerOf(value).toString(8);
    case 'x': return formatHexadecimal(value);
    case 'X': return formatHexadecimal(value).toUpperCase();
    case 'f': return formatFixed(doubleOf(value), precision);
    case 'e': return formatScientific(doubleOf(value), precision);
    default: throw new Error(`unrecognized formatting clause "${clause ?? ''}"`);
  }
}

function integerOf(value: CelValue): bigint {
  if (typeof value === 'bigint') return value;
  if (isCelUint(value)) return value.value;
  throw new Error('this clause can only be used on integers');
}

function doubleOf(value: CelValue): number {
  if (typeof value === 'number') return value;
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
  throw new Error('this clause can only be used on doubles');
}

function formatHexadecimal(value: CelValue): string {
  if (typeof value === 'string') return Buffer.from(value).toString('hex');
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : integerOf(value).toString(16);
}

function formatFixed(value: number, precision: number): string {
  if (!Number.isFinite(value)) return formatInfinite(value);
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(\..*)?$/.exec(Math.abs(value) < 1e21 ? value.toFixed(precision) : `${BigInt(value)}.${'0'.repeat(precision)}`)!;
  return `${sign}${whole.replace(/\B(?=(?:\d{3})+$)/g, ',')}${fraction === '.' ? '' : fraction}`;
}

function formatScientific(value: number, precision: number): string {
  if (!Number.isFinite(value)) return formatInfinite(value);
  const [, digits, sign, power] = /^(.*)e([+-])(\d+)$/.exec(value.toExponential(precision))!;
  const exponent = power.padStart(2, '0').replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]);
  return `${digits}×10${sign === '-' ? '⁻' : ''}${exponent}`;
}

function formatInfinite(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '-∞';
}

function formatString(value: CelValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatDouble(value);
  if (value instanceof Uint8Array) return new TextDecoder('utf-8', { fatal: true }).decode(value);
  if (isReflectMessage(value)) {
    switch (value.desc.typeName) {
      case 'google.protobuf.Timestamp': return formatTime(value.message as Timestamp);
      case 'google.protobuf.Duration': return formatDuration(value.message as Duration);
    }
    throw new Error(`no formatting function for ${value.desc.typeName}`);
  }
  if (isCelList(value)) return `[${[...value].map(formatLiteral).join(', ')}]`;
  if (isCelMap(value)) {
    const entries = [...value].map(([key, member]) => [formatLiteral(key), formatLiteral(member)] as const);
    return `{${entries.sort(([one], [other]) => (one < other ? -1 : 1)).map((entry) => entry.join(':')).join(', ')}}`;
  }
  return isCelType(value) ? value.name : isCelUint(value) ? String(value.value) : String(value);
}

/** Inside of a list or a map, a value is written as a rule would write it. */
function formatLiteral(value: CelValue): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Uint8Array) return `b${JSON.stringify(formatString(value))}`;
  if (typeof value === 'number') return Number.isFinite(value) ? value.toFixed(DEFAULT_PRECISION) : JSON.stringify(formatDouble(value));
  if (!isReflectMessage(value)) return formatString(value);
  return `${value.desc.typeName === 'google.protobuf.Timestamp' ? 'timestamp' : 'duration'}(${JSON.stringify(formatString(value))})`;
}
