import { AuthorizationRule, Origin, Tie, TrafficPolicy, UninterpretedField } from './effective-gateway';

/** What one policy, or the filters of a rule, set for one phase. */
export interface TrafficSource {
  readonly policy: TrafficPolicy;
  /** `strategy.inheritance: Override`: the fields set here can no longer be replaced by a more specific level (1.3 and later). */
  readonly locks: boolean;
}

export const NO_TRAFFIC: TrafficPolicy = { authorization: [], other: [], ties: [] };

type SingleField = 'jwt' | 'cors' | 'requestHeaders' | 'responseHeaders';
const SINGLE_FIELDS: readonly SingleField[] = ['jwt', 'cors', 'requestHeaders', 'responseHeaders'];

/**
 * Merges the levels of one phase, weakest first (agentgateway 1.4 `store/binds.rs`): per field the strongest level that sets it wins,
 * unless a weaker level has locked it; authorization accumulates until a level that locks it.
 * Two sources of one level that set the same field are a tie: the first one is taken, and the tie is kept for whoever must refuse it.
 */
export function mergeTraffic(levels: readonly (readonly TrafficSource[])[]): TrafficPolicy {
  const single: Partial<Record<SingleField, Origin>> = {};
  const other = new Map<string, UninterpretedField>();
  const authorization: AuthorizationRule[] = [];
  const ties: Tie[] = [];
  const locked = new Set<string>();
  for (const level of levels.filter(({ length }) => length > 0)) {
    const setHere = new Map<string, Origin>();
    const lockedHere = new Set<string>();
    const claim = (name: string, value: Origin, locks: boolean, set: () => void): void => {
      if (locked.has(name)) {
        return;
      }
      const winner = setHere.get(name);
      if (winner) {
        ties.push({ field: name, winner, loser: value });
        return;
      }
      setHere.set(name, value);
      set();
      if (locks) {
        lockedHere.add(name);
      }
    };
    for (const { policy, locks } of level) {
      for (const name of SINGLE_FIELDS) {
        const value = policy[name];
        if (value) {
          claim(name, value, locks, () => { single[name] = value; });
        }
      }
      for (const value of policy.other) {
        claim(value.name, value, locks, () => other.set(value.name, value));
      }
      if (policy.authorization.length > 0 && !locked.has('authorization')) {
        authorization.push(...policy.authorization);
        if (locks) {
          lockedHere.add('authorization');
        }
      }
    }
    lockedHere.forEach((name) => locked.add(name));
  }
  return { ...single as Partial<TrafficPolicy>, authorization, other: [...other.values()], ties };
}
