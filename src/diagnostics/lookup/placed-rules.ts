import { AuthorizationPlace, authorizationPlaces } from './authorization-places';
import { oncePer } from './once-per';
import { oncePerList } from './once-per-list';
import { sharedList } from './shared-list';
import { AuthorizationRule, EffectiveGateway } from '../../gateway';

/** An authorization rule, and every place that it is judged at. */
export interface PlacedRule {
  readonly rule: AuthorizationRule;
  /** One list for all rules that are judged in the same places. */
  readonly places: readonly AuthorizationPlace[];
}

/** The authorization rules of the effective gateway, each once. Rules that govern nothing are not among them. */
export const placedRules = oncePer((gateway: EffectiveGateway): readonly PlacedRule[] => {
  const places = new Map<readonly AuthorizationRule[], AuthorizationPlace[]>();
  for (const place of authorizationPlaces(gateway)) {
    if (place.rules.length > 0) {
      const list = sharedList(place.rules);
      const ofList = places.get(list);
      ofList ? ofList.push(place) : places.set(list, [place]);
    }
  }
  // a rule is one object wherever it is judged
  const found = new Map<AuthorizationRule, AuthorizationPlace[][]>();
  for (const [rules, ofList] of places) {
    for (const rule of rules) {
      const known = found.get(rule);
      known ? known.push(ofList) : found.set(rule, [ofList]);
    }
  }
  const merged = oncePerList((lists: readonly (readonly AuthorizationPlace[])[]) => inOrder(lists.flat(), authorizationPlaces(gateway)));
  return [...found].map(([rule, lists]) => ({ rule, places: lists.length === 1 ? lists[0] : merged(lists) }));
});

function inOrder(places: readonly AuthorizationPlace[], all: readonly AuthorizationPlace[]): readonly AuthorizationPlace[] {
  const orders = orderOf(all);
  return [...places].sort((one, other) => orders.get(one)! - orders.get(other)!);
}

const orderOf = oncePer((places: readonly AuthorizationPlace[]) => new Map(places.map((place, index) => [place, index])));
