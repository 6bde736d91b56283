import { checkClaims, type VerifyOptions } from './check-claims';
import type { KeySet } from './key-set';
import { prepareToken } from './prepare-token';
import { invalidToken, isTokenError, type TokenError } from './token-error';
import type { VerifiedToken } from './verified-token';
import { verifySignature } from './verify-signature';

/** Verifies a token as agentgateway does, at once and by node:crypto alone, for synthesis. The answer is that of `verifyToken`. */
export function verifyTokenSync(token: string, providers: readonly KeySet[], options: VerifyOptions): VerifiedToken | TokenError {
  const prepared = prepareToken(token, providers, options);
  if (isTokenError(prepared)) {
    return prepared;
  }
  return verifySignature(prepared)
    ? checkClaims(prepared.payloadPart, prepared.provider, options)
    : invalidToken({ debug: 'InvalidSignature' });
}
