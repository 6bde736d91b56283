import { ClaimRule } from '../claim-rule';
import { JwtMode } from '../jwt-mode';
import { JwtProvider } from '../jwt-provider';

/**
 * The rule that the token says who issued it and, where that matters, for whom.
 *
 * Up to release 1.4, agentgateway compares `iss` and `aud` only where the token has them, and has them as text or as a list of texts.
 * An audience of several is a list, a single one may be a text (RFC 7519 §4.1.3); an issuer is always a text (§4.1.1).
 */
export function registeredClaimsGuard(providers: readonly JwtProvider[], mode: JwtMode): ClaimRule {
  const issuer = ClaimRule.claim('iss');
  const audience = ClaimRule.claim('aud');
  const tokens = providers.map((provider) => {
    const from = issuer.equals(provider.issuer);
    const audiences = provider.audiences ?? [];
    if (audiences.length === 0) return from;
    return ClaimRule.allOf(from, ClaimRule.anyOf(audience.oneOf(...audiences), ...audiences.map((each) => audience.contains(each))));
  });
  // without a token there is nothing to guard; whether one is needed is the mode's decision
  return ClaimRule.anyOf(...(mode === JwtMode.STRICT ? [] : [ClaimRule.cel('jwt == null')]), ...tokens);
}
