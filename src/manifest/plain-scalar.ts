const WORDS = new Map<string, boolean | number | null>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NaN] as const),
  ...['.inf', '.Inf', '.INF'].flatMap((word) => [[word, Infinity], [`+${word}`, Infinity], [`-${word}`, -Infinity]] as const),
]);

/** Integers with a base, and those without; a leading zero alone means base 8. */
const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+))$/;
/** A sign is read behind `0b` too. */
const SIGNED_BINARY = /^0b([-+])([01]+)$/;
const DECIMAL = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** What no plain text that means something else than itself begins with. */
const TEXT = /^[^-+.0-9~yYnNtTfFoO]/;

/**
 * What an unquoted text stands for. Kubernetes' reader is the go-yaml of YAML 1.1 days (`sigs.k8s.io/yaml`, `goyaml.v2`, `resolve.go`):
 * `on` and `y` are booleans, `0777` is octal, `1_000` and `1e3` are numbers, `1:30` and dates are texts.
 */
export function plainScalar(text: string): string | number | boolean | null {
  if (text !== '' && TEXT.test(text)) return text;
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.0-9]/.test(text)) return text;
  // an underscore is skipped; where the text begins like a fraction, only between digits
  const digits = text.startsWith('.') ? text.replace(/(?<=[0-9])_(?=[0-9])/g, '') : text.replaceAll('_', '');
  const number = integerOf(digits) ?? (DECIMAL.test(digits) ? Number(digits) : NaN);
  return Number.isFinite(number) ? number : text;
}

/** Undefined for what has no base, and for what does not fit 64 bits. */
function integerOf(digits: string): number | undefined {
  const match = INTEGER.exec(digits.replace(SIGNED_BINARY, (_, sign: string, bits: string) => `${sign}0b${bits}`));
  if (match === null) return undefined;
  const [, sign, hexadecimal, binary, octal] = match;
  const value = BigInt(hexadecimal !== undefined ? `0x${hexadecimal}` : binary !== undefined ? `0b${binary}` : `0o${octal}`);
  // what is negative fits a signed number, what is not an unsigned one
  if (value > (sign === '-' ? 2n ** 63n : 2n ** 64n - 1n)) return undefined;
  return sign === '-' ? -Number(value) : Number(value);
}
