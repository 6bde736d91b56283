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
  const places = policiesByPlace(subject);
  const governed = (levels: readonly PolicyPlace[]): readonly GovernedPlace[] => levels.flatMap((place) => places.get(placeKey(place)) ?? []);
  return subject.gateway.listeners.flatMap((listener) => {
    const inherited = governed(levelsOfListener(subject, listener));
    return listener.routes.flatMap((route) => route.rules.flatMap((rule) => replacedAt([...inherited, ...governed(levelsOfRule(route, rule))])));
  });
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

/** The places whose policies govern every rule below a listener, weakest first. */
function levelsOfListener({ targetVersion }: Subject, listener: EffectiveListener): readonly PolicyPlace[] {
  const gateway = { group: GATEWAY_API, kind: 'Gateway', key: listener.gateway };
  const owner = { group: GATEWAY_API, kind: listener.manifest.object.kind, key: keyOf(listener.manifest.object) };
  const section = { ...owner, section: listener.name };
  // up to 1.4 a ListenerSet hands nothing on (T10)
  return [gateway, ...(owner.kind === 'Gateway' ? [section] : isBefore(targetVersion, 'main') ? [] : [owner, section])];
}

/** The places whose policies govern a rule alone, weakest first. */
function levelsOfRule({ key }: EffectiveRoute, { name }: EffectiveRule): readonly PolicyPlace[] {
  const route = { group: GATEWAY_API, kind: 'HTTPRoute', key };
  return name === undefined ? [route] : [route, { ...route, section: name }];
}
