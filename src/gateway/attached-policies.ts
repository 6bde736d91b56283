import { AgentgatewayPolicy } from '../manifest';
import { matchesLabels } from './accept-routes';
import { ObjectKey } from './effective-gateway';
import { keyOf, ManifestIndex, ManifestOf } from './manifest-index';

/** A place that a policy can name: an object, or a named section of it. */
export interface AttachmentPoint {
  readonly group: string;
  readonly kind: string;
  readonly key: ObjectKey;
  readonly labels?: Readonly<Record<string, string>>;
  /** Listener, rule, MCP target. Absent: the whole object. */
  readonly section?: string;
}

/** The policies of exactly this place, in the order they were given. A policy reaches objects of its own namespace only. */
export function attachedPolicies(point: AttachmentPoint, { policies }: ManifestIndex): readonly ManifestOf<AgentgatewayPolicy>[] {
  return policies.filter(({ object }) => {
    if (keyOf(object).namespace !== point.key.namespace) {
      return false;
    }
    const names = ({ group, kind, sectionName }: { group: string; kind: string; sectionName?: string }): boolean =>
      group === point.group && kind === point.kind && sectionName === point.section;
    return (object.spec.targetRefs ?? []).some((ref) => names(ref) && ref.name === point.key.name)
      || (object.spec.targetSelectors ?? []).some((selector) => names(selector) && matchesLabels(selector, point.labels ?? {}));
  });
}
