import { CelMap } from './cel-map';
import { CelCidr, CelIp } from './cel-network';
import { CelDuration, CelTimestamp } from './cel-time';
import { CelUint } from './cel-uint';
import { CelType, CelValue } from './cel-value';
import { keyText } from './key-text';
import { plainValue } from './plain-value';

/**
 * The JSON text of a value, as `toJson` of agentgateway 1.4 writes it: bytes are base64, times and addresses are strings, doubles
 * that are no numbers are null. Undefined for what has no JSON: a type.
 *
 * @param pay is told the size of each part before it is written, and may throw
 */
export function jsonOf(value: CelValue, pay: (characters: number) => void = () => undefined): string | undefined {
  const plain = plainValue(value);
  pay(typeof plain === 'string' || plain instanceof Uint8Array ? plain.length + 1 : 8);
  if (plain instanceof CelType) return undefined;
  if (Array.isArray(plain)) {
    const elements = (plain as CelValue[]).map((element) => jsonOf(element, pay));
    return elements.includes(undefined) ? undefined : `[${elements.join(',')}]`;
  }
  if (plain instanceof CelMap) {
    const members = Array.from(plain.entries(), ([key, member]) => `${JSON.stringify(keyText(key))}:${jsonOf(member, pay) ?? 'null'}`);
    return `{${members.join(',')}}`;
  }
  return scalar(plain);
}

function scalar(value: CelValue): string {
  if (typeof value === 'number') return doubleOf(value);
  if (value instanceof CelUint) return value.value.toString();
  if (typeof value === 'bigint' || typeof value === 'boolean') return value.toString();
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString('base64'));
  const isText = typeof value === 'string' || value instanceof CelTimestamp || value instanceof CelDuration || value instanceof CelIp || value instanceof CelCidr;
  return isText ? JSON.stringify(value.toString()) : 'null';
}

/** Doubles as Rust's JSON writer has them: always a decimal point or an exponent, exponents from 1e16 and below 1e-5. */
function doubleOf(value: number): string {
  if (!Number.isFinite(value)) return 'null';
  const [mantissa, exponentText] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (value !== 0 && (exponent >= 16 || exponent < -5)) return `${mantissa}e${exponent}`;
  const digits = mantissa.replace(/[-.]/g, '');
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}
