import { decodeBase64Url } from './decode-base64-url';
import { formatJson } from './format-json';
import type { JsonNode } from './json-node';
import { parseJson } from './parse-json';
import { PartError } from './part-error';
import { TOKEN_LIMIT } from './prepare-token';
import { invalidHeader, invalidToken, type TokenError } from './token-error';

/** What a token says, without any check of whether it is true. */
export interface TokenDescription {
  /** The header as indented JSON, nothing lost, safe to print. */
  readonly header: string;
  /** The payload, likewise. */
  readonly payload: string;
  /** The claim `iss`, where it is a string. */
  readonly issuer?: string;
  /** Seconds since 1970, where they are numbers. */
  readonly times: Readonly<Partial<Record<'exp' | 'nbf' | 'iat', number>>>;
}

/** Decodes a token for a person to read. */
export function describeToken(token: string): TokenDescription | TokenError {
  const parts = token.split('.');
  if (parts.length !== 3 || token.length > TOKEN_LIMIT) {
    return invalidHeader({ debug: 'InvalidToken' });
  }
  const header = decodePart(parts[0]);
  if (header instanceof PartError) {
    return invalidHeader(header);
  }
  const payload = decodePart(parts[1]);
  if (payload instanceof PartError) {
    return invalidToken(payload);
  }
  const claims = new Map(payload.kind === 'object' ? payload.members.map(({ name, value }) => [name, value]) : []);
  const issuer = claims.get('iss');
  return {
    header: formatJson(header),
    payload: formatJson(payload),
    ...(issuer?.kind === 'string' ? { issuer: issuer.value } : {}),
    times: Object.fromEntries((['exp', 'nbf', 'iat'] as const).flatMap((name) => {
      const time = claims.get(name);
      return time?.kind === 'number' ? [[name, Number(time.text)]] : [];
    })),
  };
}

function decodePart(part: string): JsonNode | PartError {
  try {
    return parseJson(decodeBase64Url(Buffer.from(part)));
  } catch (error) {
    if (error instanceof PartError) {
      return error;
    }
    throw error;
  }
}
