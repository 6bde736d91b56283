import { errors, flattenedVerify } from 'jose';
import { checkClaims, type VerifyOptions } from '../check-claims';
import type { KeySet } from '../key-set';
import { prepareToken, type PreparedToken } from '../prepare-token';
import { invalidToken, isTokenError, type TokenError } from '../token-error';
import type { VerifiedToken } from '../verified-token';
import { verifySignature } from '../verify-signature';

/** Verifies a token as agentgateway does; `jose` checks the signature. The answer is that of `verifyTokenSync`. */
export async function verifyToken(token: string, providers: readonly KeySet[], options: VerifyOptions): Promise<VerifiedToken | TokenError> {
  const prepared = prepareToken(token, providers, options);
  if (isTokenError(prepared)) {
    return prepared;
  }
  return await holds(prepared)
    ? checkClaims(prepared.payloadPart, prepared.provider, options)
    : invalidToken({ debug: 'InvalidSignature' });
}

async function holds(prepared: PreparedToken): Promise<boolean> {
  const { alg, headerPart, payloadPart, signaturePart, publicKey } = prepared;
  try {
    await flattenedVerify({ protected: headerPart, payload: payloadPart, signature: signaturePart }, publicKey, { algorithms: [alg] });
    return true;
  } catch (error) {
    // what `jose` refuses for its form, critical header parameters or a payload that is not base64url, agentgateway judges by the signature
    return error instanceof errors.JWSSignatureVerificationFailed ? false : verifySignature(prepared);
  }
}
