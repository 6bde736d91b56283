import { EffectiveListener, EffectiveRoute, EffectiveRule, keyOf } from '../../gateway';
import { isBefore } from '../../manifest';
import { Subject } from '../diagnostic-rule';
import { fieldsAt, PlacedField } from './fields-at';
import { oncePerSubject } from './once-per-subject';
import { GovernedPlace, placeKey, policiesByPlace, PolicyPlace } from './policies-by-place';

const GATEWAY_API = 'gateway.networking.k8s.io';

/** A field of a route-phase policy that a policy of a less specific place sets too. */
export interface ReplacedField {
  readonly specific: PlacedField;
  readonly general: PlacedField;
  /** Whether the general one holds nevertheless (`strategy.inheritance: Override`). */
  readonly locked: boolean;
}

/** Fields of `traffic` that are set at several levels of one rule of a route; authorization, which is put together, among them. */
export const replacedFields = oncePerSubject((subject): readonly ReplacedField[] => {
  const governed = policiesByPlace(subject);
  return subject.gateway.listeners.flatMap((listener) => listener.routes.flatMap((route) => route.rules.flatMap((rule) =>
    replacedAt(levelsOf(subject, listener, route, rule).flatMap((place) => {
      const policies = governed.get(placeKey(place));
      return policies ? [policies] : [];
    })))));
});

/** Of the places that govern a rule, weakest first, the fields that replace another. */
function replacedAt(levels: readonly GovernedPlace[]): readonly ReplacedField[] {
  // most rules are governed from one place, where nothing is replaced
  if (levels.length < 2) {
    return [];
  }
  const general = new Map<string, PlacedField>();
  return levels.flatMap((level) => {
    const fields = fieldsAt(level).filter(({ part }) => part === 'PostRouting');
    const replaced = fields.flatMap((specific): ReplacedField[] => {
      const weaker = general.get(specific.name);
      return weaker && weaker.policy !== specific.policy ? [{ specific, general: weaker, locked: isLocked(weaker) }] : [];
    });
    for (const field of fields) {
      const weaker = general.get(field.name);
      if (!weaker || !isLocked(weaker)) {
        general.set(field.name, field);
      }
    }
    return replaced;
  });
}

function isLocked({ policy }: PlacedField): boolean {
  return policy.object.spec.strategy?.inheritance === 'Override';
}

/** The places whose policies govern a rule, weakest first. */
function levelsOf({ targetVersion }: Subject, listener: EffectiveListener, { key }: EffectiveRoute, { name }: EffectiveRule): readonly PolicyPlace[] {
  const gateway = { group: GATEWAY_API, kind: 'Gateway', key: listener.gateway };
  const owner = { group: GATEWAY_API, kind: listener.manifest.object.kind, key: keyOf(listener.manifest.object) };
  const route = { group: GATEWAY_API, kind: 'HTTPRoute', key };
  const section = { ...owner, section: listener.name };
  return [
    gateway,
    // up to 1.4 a ListenerSet hands nothing on (T10)
    ...(owner.kind === 'Gateway' ? [section] : isBefore(targetVersion, 'main') ? [] : [owner, section]),
    route,
    ...(name === undefined ? [] : [{ ...route, section: name }]),
  ];
}
