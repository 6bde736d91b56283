import type { VerifiedToken } from './verified-token';

/** How far clocks may differ, in seconds; agentgateway has no setting for it. */
const LEEWAY = 60;

/**
 * Why a token does not hold at this time, if it does not. The second `exp + 60` still belongs to the token.
 *
 * @param now seconds since 1970
 */
export function lifetimeFault(
  token: Pick<VerifiedToken, 'expiresAt' | 'notBefore'>, now: number,
): 'ExpiredSignature' | 'ImmatureSignature' | undefined {
  const second = Math.floor(now);
  // a clock that gives no number must not keep tokens alive: comparisons with NaN are false
  if (!(token.expiresAt >= second - LEEWAY)) {
    return 'ExpiredSignature';
  }
  return token.notBefore !== undefined && !(token.notBefore <= second + LEEWAY) ? 'ImmatureSignature' : undefined;
}
