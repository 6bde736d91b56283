import { JsonError } from './json-error';
import type { JsonNode } from './json-node';
import { rustDebugString } from './rust-debug-string';

/** How much of the offending value a message shows: all of it, or of strings nothing, where they may hold key material. */
export type Disclosure = 'verbatim' | 'redacted';

/** What serde calls a value of the wrong type, for example `` invalid type: integer `5`, expected a string ``. */
export function jsonTypeMessage(node: JsonNode, expected: string, disclosure: Disclosure): string {
  return `invalid type: ${describe(node, disclosure)}, expected ${expected}`;
}

/** The error of a value that is read directly: lists and objects are refused before, everything else after they were read. */
export function jsonTypeError(node: JsonNode, expected: string, text: Buffer, disclosure: Disclosure): JsonError {
  const offset = node.kind === 'array' || node.kind === 'object' ? node.start : node.end;
  return new JsonError(jsonTypeMessage(node, expected, disclosure), text, offset);
}

function describe(node: JsonNode, disclosure: Disclosure): string {
  switch (node.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return `boolean \`${node.value}\``;
    case 'number':
      return describeNumber(node.text);
    case 'string':
      return `string ${disclosure === 'verbatim' ? rustDebugString(node.value) : '"…"'}`;
    case 'array':
      return 'sequence';
    case 'object':
      return 'map';
  }
}

const SMALLEST_INTEGER = -(2n ** 63n);
const LARGEST_INTEGER = 2n ** 64n - 1n;

function describeNumber(text: string): string {
  if (/^-?\d+$/.test(text) && text !== '-0') {
    const integer = BigInt(text);
    if (integer >= SMALLEST_INTEGER && integer <= LARGEST_INTEGER) {
      return `integer \`${integer}\``;
    }
  }
  return `floating point \`${floatText(Number(text))}\``;
}

function floatText(float: number): string {
  const size = Math.abs(float);
  if (size !== 0 && (size < 1e-5 || size >= 1e16)) {
    return float.toExponential();
  }
  const digits = Object.is(float, -0) ? '-0' : String(float);
  return digits.includes('.') || digits.includes('e') ? digits : `${digits}.0`;
}
