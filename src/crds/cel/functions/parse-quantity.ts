const QUANTITY = /^([+-]?)(\d*)(?:\.(\d*))?(?:(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)|[eE]([+-]?\d+))?$/;

const EXPONENTS: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** The API server keeps no more than a 64-bit integer can hold, in billionths. */
const LARGEST = (2n ** 63n - 1n) * 1_000_000_000n;

/** Beyond this every quantity is cut off, or is rounded to one billionth. */
const MAX_EXPONENT = 40;

/** More digits than the API server would be sent in a quantity. */
const MAX_LENGTH = 1024;

const MAX_INT64 = 2n ** 63n - 1n;

/** A number with the unit it is held in, on which it depends whether Kubernetes calls it an integer. */
export interface Quantity {
  readonly billionths: bigint;
  /** The power of ten that it is held in; undefined where it is held with arbitrary precision, and so counts as no integer. */
  readonly scale?: number;
}

/**
 * Reads a Kubernetes quantity, in billionths: what is finer is rounded away from zero, what is larger than 64 bits is cut off.
 *
 * @throws Error where it is none
 */
export function parseQuantity(text: string): Quantity {
  const [, sign, whole = '', fraction = '', suffix, exponent] = (text.length <= MAX_LENGTH && QUANTITY.exec(text)) || [];
  if (whole === '' && fraction === '') {
    throw new Error('quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\'');
  }
  const digits = BigInt(whole + fraction);
  const binary = BINARY.indexOf(suffix ?? '') + 1;
  const power = Number(exponent ?? EXPONENTS[suffix ?? ''] ?? 0) - fraction.length + 9;
  const value = bounded(digits * 1024n ** BigInt(binary), power, fraction.length);
  return { billionths: sign === '-' ? -value : value, scale: scaleOf(whole.replace(/^0+(?=\d)/, '') || '0', fraction, binary, power - 9) };
}

/** Small numbers are held in 64 bits, by these rules of the API server. */
function scaleOf(whole: string, fraction: string, binary: number, scale: number): number | undefined {
  const digits = whole.length + fraction.length;
  const precision = binary === 0 ? 18 - digits : fraction === '' ? 14 - whole.length - 3 * binary : -1;
  return precision < 0 || scale < -9 || BigInt(whole + fraction) * 1024n ** BigInt(binary) > MAX_INT64 ? undefined : scale;
}

function bounded(digits: bigint, power: number, slack: number): bigint {
  if (digits === 0n) return 0n;
  if (power > MAX_EXPONENT) return LARGEST;
  if (power < -MAX_EXPONENT - slack - MAX_LENGTH) return 1n;
  const value = power >= 0 ? digits * 10n ** BigInt(power) : roundUp(digits, 10n ** BigInt(-power));
  return value > LARGEST ? LARGEST : value;
}

function roundUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}
