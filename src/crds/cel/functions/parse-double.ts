const DECIMAL = /^[-+]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][-+]?\d+)?$/;
const HEXADECIMAL = /^([-+]?)0[xX]_?(?=\.?[0-9a-fA-F])([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([-+]?\d+)$/;

/** Reads a number as Go's `strconv.ParseFloat` does; undefined where it is none, or is too large. */
export function parseDouble(text: string): number | undefined {
  if (/^[-+]?inf(?:inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return NaN;
  const [, sign, whole, fraction, power] = HEXADECIMAL.exec(text) ?? [];
  const value = power !== undefined
    ? (sign === '-' ? -1 : 1) * Number(`0x${whole}${fraction}`) * 2 ** (Number(power) - 4 * fraction.length)
    : DECIMAL.test(text) ? Number(text.replaceAll('_', '')) : NaN;
  return Number.isFinite(value) ? value : undefined;
}
