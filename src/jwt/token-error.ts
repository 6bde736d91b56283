import type { PartError } from './part-error';

/** Which check refused the token, by agentgateway's names. `InvalidHeader`, `MissingKeyId` and `UnknownKeyId` come before any cryptography. */
export type TokenErrorKind = 'Missing' | 'InvalidHeader' | 'MissingKeyId' | 'UnknownKeyId' | 'Invalid';

/** Why a request is not authenticated. */
export interface TokenError {
  readonly kind: TokenErrorKind;
  /** agentgateway's text; the body of its answer is `authentication failure: ` and this. */
  readonly text: string;
}

/** No token where one is needed. */
export const MISSING_TOKEN: TokenError = { kind: 'Missing', text: 'no bearer token found' };

/** A header that does not decode; `fault` is what did not. */
export function invalidHeader({ debug }: Pick<PartError, 'debug'>): TokenError {
  return { kind: 'InvalidHeader', text: `the token header is malformed: Error(${debug})` };
}

/** A token that decodes and does not hold, for example `ExpiredSignature`. */
export function invalidToken({ debug }: Pick<PartError, 'debug'>): TokenError {
  return { kind: 'Invalid', text: `the token is invalid or malformed: Error(${debug})` };
}

/** Tells a refusal from the result of a check. */
export function isTokenError(result: object): result is TokenError {
  return 'kind' in result;
}
