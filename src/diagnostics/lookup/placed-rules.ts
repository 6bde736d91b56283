import { AuthorizationPlace, authorizationPlaces } from './authorization-places';
import { oncePer } from './once-per';
import { AuthorizationRule, EffectiveGateway } from '../../gateway';

/** An authorization rule, and every place that it is judged at. */
export interface PlacedRule {
  readonly rule: AuthorizationRule;
  readonly places: readonly AuthorizationPlace[];
}

/** The authorization rules of the effective gateway, each once. Rules that govern nothing are not among them. */
export const placedRules = oncePer((gateway: EffectiveGateway): readonly PlacedRule[] => {
  // a rule is one object wherever it is judged
  const found = new Map<AuthorizationRule, AuthorizationPlace[]>();
  for (const place of authorizationPlaces(gateway)) {
    for (const rule of place.rules) {
      const places = found.get(rule);
      places ? places.push(place) : found.set(rule, [place]);
    }
  }
  return [...found].map(([rule, places]) => ({ rule, places }));
});
