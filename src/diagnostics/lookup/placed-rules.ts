import { AuthorizationPlace, authorizationPlaces } from './authorization-places';
import { AuthorizationRule, EffectiveGateway } from '../../gateway';
import { formatFieldPath, Manifest } from '../../manifest';

/** An authorization rule, and every place that it is judged at. */
export interface PlacedRule {
  readonly rule: AuthorizationRule;
  readonly places: readonly AuthorizationPlace[];
}

const known = new WeakMap<EffectiveGateway, readonly PlacedRule[]>();

/** The authorization rules of the effective gateway, each once. Rules that govern nothing are not among them. */
export function placedRules(gateway: EffectiveGateway): readonly PlacedRule[] {
  const placed = known.get(gateway) ?? placeRules(gateway);
  known.set(gateway, placed);
  return placed;
}

function placeRules(gateway: EffectiveGateway): readonly PlacedRule[] {
  const found = new Map<Manifest, Map<string, { readonly rule: AuthorizationRule; readonly places: AuthorizationPlace[] }>>();
  for (const place of authorizationPlaces(gateway)) {
    for (const rule of place.rules) {
      const ofManifest = found.get(rule.manifest) ?? new Map<string, never>();
      found.set(rule.manifest, ofManifest);
      const field = formatFieldPath(rule.field);
      const placed = ofManifest.get(field) ?? { rule, places: [] };
      ofManifest.set(field, placed);
      placed.places.push(place);
    }
  }
  return [...found.values()].flatMap((ofManifest) => [...ofManifest.values()]);
}
