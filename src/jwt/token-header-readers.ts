import { JsonError } from './json-error';
import type { JsonNode } from './json-node';
import { jsonTypeError } from './json-type-error';
import { readJwk } from './read-jwk';
import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from './signature-algorithm';

type MemberReader = (value: JsonNode, text: Buffer) => unknown;

/**
 * How the members that agentgateway's token library knows are read; null counts as absent, except for `alg`. Any other member must be a string.
 * A reader throws a JsonError for what it refuses.
 */
export const TOKEN_HEADER_READERS: ReadonlyMap<string, MemberReader> = new Map<string, MemberReader>([
  ['alg', readAlgorithm],
  ['crit', readStrings],
  ['x5c', readStrings],
  ['jwk', (value, text) => readJwk(value, text, 'verbatim')],
  ...['typ', 'cty', 'jku', 'kid', 'x5u', 'x5t', 'x5t#S256', 'enc', 'zip', 'url', 'nonce'].map((name) => [name, readString] as const),
]);

function readAlgorithm(value: JsonNode, text: Buffer): SignatureAlgorithm {
  if (value.kind !== 'string') {
    throw new JsonError('expected value', text, value.start + 1);
  }
  const algorithm = SIGNATURE_ALGORITHMS.find((name) => name === value.value);
  if (algorithm === undefined) {
    const known = SIGNATURE_ALGORITHMS.map((name) => `\`${name}\``).join(', ');
    throw new JsonError(`unknown variant \`${value.value}\`, expected one of ${known}`, text, value.end);
  }
  return algorithm;
}

function readString(value: JsonNode, text: Buffer): string {
  if (value.kind !== 'string') {
    throw jsonTypeError(value, 'a string', text, 'verbatim');
  }
  return value.value;
}

function readStrings(value: JsonNode, text: Buffer): readonly string[] {
  if (value.kind !== 'array') {
    throw jsonTypeError(value, 'a sequence', text, 'verbatim');
  }
  return value.items.map((item) => readString(item, text));
}
