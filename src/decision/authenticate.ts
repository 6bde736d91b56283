import { Activation } from '../cel';
import { CredentialLocation } from '../gateway';
import { extractToken, isTokenError, MISSING_TOKEN, removeToken, TokenCarrier, TokenError, VerifiedToken } from '../jwt';
import { Behavior, Profile } from './behavior';
import { PreparedJwt } from './prepare-jwt';

/** A request as authentication leaves it, or why it is refused. */
export type Authentication =
  | { readonly carrier: TokenCarrier; readonly token?: VerifiedToken }
  | { readonly error: TokenError };

export interface AuthenticationOptions {
  readonly profile: Profile;
  readonly behavior: Behavior;
  /** What a location given as expression sees. */
  readonly activation: Activation;
  verify(token: string): VerifiedToken | TokenError | Promise<VerifiedToken | TokenError>;
}

/**
 * Runs one JWT policy: Strict needs a token that holds, Optional takes none or one that holds, Permissive refuses nobody.
 * A token that holds is taken out of the request. One that does not hold, and that Permissive lets pass, is taken out as well: agentgateway 1.4
 * forwards it, but no client's credential leaves this data plane.
 */
export async function authenticate(jwt: PreparedJwt, request: TokenCarrier, options: AuthenticationOptions): Promise<Authentication> {
  const { mode, location } = jwt.policy;
  if (options.behavior.refusesRepeatedCredential && isRepeated(request, location)) {
    return { error: { kind: 'InvalidHeader', text: 'the request carries more than one credential' } };
  }
  const token = tokenOf(jwt, request, options);
  if (token === undefined) {
    return mode === 'Strict' ? { error: MISSING_TOKEN } : { carrier: request };
  }
  const verdict = await options.verify(token);
  if (isTokenError(verdict) && mode !== 'Permissive') {
    return { error: verdict };
  }
  const carrier = 'expression' in location ? request : removeToken(request, location);
  return isTokenError(verdict) ? { carrier } : { carrier, token: verdict };
}

function tokenOf(jwt: PreparedJwt, request: TokenCarrier, { profile, activation }: AuthenticationOptions): string | undefined {
  const { policy: { location }, locationExpression } = jwt;
  if (!('expression' in location)) {
    return extractToken(request, location, { profile });
  }
  const result = locationExpression?.evaluate(activation);
  return result?.ok && typeof result.value === 'string' ? result.value : undefined;
}

function isRepeated({ headers, query }: TokenCarrier, location: CredentialLocation): boolean {
  if ('header' in location) {
    return headers.filter(([name]) => name.toLowerCase() === location.header.name.toLowerCase()).length > 1;
  }
  return 'queryParameter' in location && new URLSearchParams(query).getAll(location.queryParameter.name).length > 1;
}
