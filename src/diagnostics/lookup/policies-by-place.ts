import { attachmentsOf } from './attachments';
import { GroupKind } from './object-index';
import { oncePerSubject } from './once-per-subject';
import { ManifestOf, ObjectKey, ObjectMap } from '../../gateway';
import { AgentgatewayPolicy } from '../../manifest';

/** A place that policies target. */
export interface PolicyPlace extends GroupKind {
  readonly key: ObjectKey;
  readonly section?: string;
  readonly port?: number;
}

/** A place with the policies that target it. */
export interface GovernedPlace {
  readonly place: PolicyPlace;
  /** One policy can name a place twice. */
  readonly policies: ReadonlySet<ManifestOf<AgentgatewayPolicy>>;
}

/** The places that policies target. */
export interface GovernedPlaces {
  /** In the order in which policies name them. */
  readonly all: readonly GovernedPlace[];
  policiesAt(place: PolicyPlace): GovernedPlace['policies'] | undefined;
}

interface GrowingPlace extends GovernedPlace {
  readonly policies: Set<ManifestOf<AgentgatewayPolicy>>;
}

export const policiesByPlace = oncePerSubject((subject): GovernedPlaces => {
  const all: GrowingPlace[] = [];
  const ofObject = new ObjectMap<GrowingPlace[]>();
  const find = ({ group, kind, key, section, port }: PolicyPlace): GrowingPlace | undefined => ofObject.get(key)?.find(({ place }) =>
    place.section === section && place.port === port && place.kind === kind && place.group === group);
  for (const attachment of attachmentsOf(subject)) {
    const known = find(attachment);
    if (known) {
      known.policies.add(attachment.policy);
    } else {
      const added = { place: attachment, policies: new Set([attachment.policy]) };
      all.push(added);
      const places = ofObject.get(attachment.key);
      places ? places.push(added) : ofObject.set(attachment.key, [added]);
    }
  }
  return { all, policiesAt: (place) => find(place)?.policies };
});
