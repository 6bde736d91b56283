import { decodeBase64Url } from './decode-base64-url';
import { JsonError } from './json-error';
import type { JsonNode } from './json-node';
import { jsonTypeMessage } from './json-type-error';
import { parseJsonObject } from './parse-json-object';
import type { SignatureAlgorithm } from './signature-algorithm';
import type { TokenHeader } from './token-header';
import { TOKEN_HEADER_READERS } from './token-header-readers';

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
      const read = TOKEN_HEADER_READERS.get(name);
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
