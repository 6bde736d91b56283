import { decodeBase64Url } from './decode-base64-url';
import { JsonError } from './json-error';
import type { JsonNode } from './json-node';
import { jsonTypeError, jsonTypeMessage } from './json-type-error';
import { parseJsonObject } from './parse-json-object';
import { readJwk } from './read-jwk';
import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from './signature-algorithm';
import type { TokenHeader } from './token-header';

type MemberReader = (value: JsonNode, text: Buffer) => unknown;

/** Members that agentgateway's token library knows; null counts as absent, except for `alg`. Any other member must be a string. */
const READERS: ReadonlyMap<string, MemberReader> = new Map<string, MemberReader>([
  ['alg', readAlgorithm],
  ['crit', readStrings],
  ['x5c', readStrings],
  ['jwk', (value, text) => readJwk(value, text, 'verbatim')],
  ...['typ', 'cty', 'jku', 'kid', 'x5u', 'x5t', 'x5t#S256', 'enc', 'zip', 'url', 'nonce'].map((name) => [name, readString] as const),
]);

/**
 * Reads the header part of a token.
 *
 * @throws PartError `Base64(…)` or `Json(…)`, what agentgateway says of it
 */
export function readTokenHeader(part: Buffer): TokenHeader {
  const text = decodeBase64Url(part);
  const known = new Map<string, unknown>();
  const others: JsonNode[] = [];
  const root = parseJsonObject(text, {
    expected: 'struct Header',
    disclosure: 'verbatim',
    onMember({ name, colon, value }) {
      const read = READERS.get(name);
      if (read === undefined) {
        others.push(value);
      } else if (known.has(name)) {
        throw new JsonError(`duplicate field \`${name}\``, text, colon);
      } else {
        known.set(name, value.kind === 'null' && name !== 'alg' ? undefined : read(value, text));
      }
    },
  });
  if (!known.has('alg')) {
    throw new JsonError('missing field `alg`', text, root.end);
  }
  const other = others.find(({ kind }) => kind !== 'string');
  if (other !== undefined) {
    throw new JsonError(jsonTypeMessage(other, 'a string', 'verbatim'), text, root.end);
  }
  return {
    alg: known.get('alg') as SignatureAlgorithm,
    kid: known.get('kid') as string | undefined,
    critical: known.get('crit') !== undefined,
  };
}

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
