import { attachmentsOf } from './attachments';
import { GroupKind } from './object-index';
import { oncePerSubject } from './once-per-subject';
import { ManifestOf, ObjectKey } from '../../gateway';
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

/** The places that policies target, by {@link placeKey}. */
export const policiesByPlace = oncePerSubject((subject): ReadonlyMap<string, GovernedPlace> => {
  const found = new Map<string, GovernedPlace & { readonly policies: Set<ManifestOf<AgentgatewayPolicy>> }>();
  for (const attachment of attachmentsOf(subject)) {
    const name = placeKey(attachment);
    const known = found.get(name);
    known ? known.policies.add(attachment.policy) : found.set(name, { place: attachment, policies: new Set([attachment.policy]) });
  }
  return found;
});

export function placeKey({ group, kind, key, section, port }: PolicyPlace): string {
  return `${group}\n${kind}\n${key.namespace}\n${key.name}\n${section ?? ''}\n${port ?? ''}`;
}
