import { compileExpression, CompiledExpression } from '../cel';
import { JwtAuthentication } from '../gateway';
import { KeySet, loadJwks } from '../jwt';
import { Profile } from './behavior';

/** A JWT policy with its keys loaded. */
export interface PreparedJwt {
  readonly policy: JwtAuthentication;
  readonly providers: readonly KeySet[];
  /** Only for a location given as expression; without it the text does not parse, and no token is ever found. */
  readonly locationExpression?: CompiledExpression;
}

/**
 * Loads the keys of every provider. A provider whose set does not load, or is fetched from elsewhere, keeps its place without keys:
 * its tokens are refused as unknown (agentgateway 1.4 drops the provider and keeps the policy).
 */
export function prepareJwt(policy: JwtAuthentication, profile: Profile): PreparedJwt {
  return {
    policy,
    providers: policy.providers.map(({ issuer, audiences, inlineJwks }) => {
      const loaded = inlineJwks === undefined ? undefined : loadJwks(inlineJwks, { profile });
      return { issuer, audiences, keys: loaded !== undefined && 'keys' in loaded ? loaded.keys : new Map() };
    }),
    locationExpression: 'expression' in policy.location ? compileOrNothing(policy.location.expression) : undefined,
  };
}

function compileOrNothing(source: string): CompiledExpression | undefined {
  try {
    return compileExpression(source, { mode: 'faithful' });
  } catch {
    return undefined;
  }
}
