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
  // of an object, by what is named in it: a section is a text and a port is a number
  const ofObject = new ObjectMap<Map<string | number | undefined, GrowingPlace[]>>();
  const find = ({ group, kind, key, section, port }: PolicyPlace): GrowingPlace | undefined =>
    ofObject.get(key)?.get(section ?? port)?.find(({ place }) => place.kind === kind && place.group === group && place.port === port);
  for (const attachment of attachmentsOf(subject)) {
    const known = find(attachment);
    if (known) {
      known.policies.add(attachment.policy);
    } else {
      const { key, section, port } = attachment;
      const added = { place: attachment, policies: new Set([attachment.policy]) };
      all.push(added);
      const places = ofObject.get(key) ?? new Map<string | number | undefined, GrowingPlace[]>();
      ofObject.set(key, places);
      places.set(section ?? port, [...places.get(section ?? port) ?? [], added]);
    }
  }
  return { all, policiesAt: (place) => find(place)?.policies };
});
