/** Writes a number as Go's `strconv.FormatFloat(x, 'g', -1, 64)` does. */
export function formatDouble(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const [, digits, sign, exponent] = /^(.*)e([+-])(\d+)$/.exec(value.toExponential())!;
  const power = Number(sign + exponent);
  return power < -4 || power >= 6 ? `${digits}e${sign}${exponent.padStart(2, '0')}` : String(value);
}
