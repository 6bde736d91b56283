import { TargetVersion } from '../manifest';
import { AuthorizationRule, Tie, TrafficPolicy, UninterpretedField } from './effective-gateway';
import { PolicyLevel } from './policy-levels';
import { governedFields, readAuthorizationField } from './read-policy-traffic';
import { SettledField, settleFields } from './settle-fields';

/**
 * What the levels of one phase, weakest first, say together. Two sources of one level that set the same field are a tie: the first one is
 * taken, and the tie is kept for whoever must refuse it.
 */
export function mergeTraffic(levels: readonly PolicyLevel[], phase: 'PreRouting' | 'PostRouting', targetVersion: TargetVersion): TrafficPolicy {
  const authorization: AuthorizationRule[] = [];
  const other: UninterpretedField[] = [];
  const ties: Tie[] = [];
  let jwt: TrafficPolicy['jwt'];
  let cors: TrafficPolicy['cors'];
  let requestHeaders: TrafficPolicy['requestHeaders'];
  let responseHeaders: TrafficPolicy['responseHeaders'];
  const settled = settleFields(levels, phase, targetVersion);
  for (const { field, effect, by } of settled) {
    if (effect === 'tied' && by) {
      ties.push({ field: field.name.slice('traffic.'.length), winner: by.field, loser: field });
    } else if (effect === 'pooled') {
      authorization.push(...readAuthorizationField(field));
    } else if (effect === 'holds') {
      const governed = governedFields(field);
      jwt = governed.set?.jwt ?? jwt;
      cors = governed.set?.cors ?? cors;
      requestHeaders = governed.set?.requestHeaders ?? requestHeaders;
      responseHeaders = governed.set?.responseHeaders ?? responseHeaders;
      other.push(...governed.other);
    }
  }
  // of one form for all routes, whatever is set
  const traffic = { jwt, cors, authorization, requestHeaders, responseHeaders, other, ties };
  sources.set(traffic, settled);
  return traffic;
}

const sources = new WeakMap<TrafficPolicy, readonly SettledField[]>();

/** What became of each field that the levels set, for whoever asks why a merged policy says what it says. */
export function settledTraffic(traffic: TrafficPolicy): readonly SettledField[] | undefined {
  return sources.get(traffic);
}
