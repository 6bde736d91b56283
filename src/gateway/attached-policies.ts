import { AgentgatewayPolicy, FieldPath } from '../manifest';
import { matchesLabels } from './accept-routes';
import { ObjectKey } from './effective-gateway';
import { keyOf, ManifestIndex, ManifestOf } from './manifest-index';
import { PolicyField, policyFields } from './policy-fields';

/** A place that a policy can name: an object, or a named section or a port of it. */
export interface AttachmentPoint {
  readonly group: string;
  readonly kind: string;
  readonly key: ObjectKey;
  readonly labels?: Readonly<Record<string, string>>;
  /** Listener, rule, MCP target. Absent: the whole object, or a port of it. */
  readonly section?: string;
  /** All listeners of a Gateway that share the port. */
  readonly port?: number;
}

type Policy = ManifestOf<AgentgatewayPolicy>;

/** A policy that names a place. */
export interface AttachedPolicy {
  readonly manifest: Policy;
  /** The entry of `targetRefs` or `targetSelectors`; the first, where several name the place. */
  readonly target: FieldPath;
  readonly fields: readonly PolicyField[];
}

/** An entry of a policy, and the place of the policy in the order they were given. */
interface Entry extends AttachedPolicy {
  readonly position: number;
}

interface SelectingEntry extends Entry {
  readonly matchLabels: Readonly<Record<string, string>>;
}

/** The policies by what they name. */
interface PoliciesByTarget {
  readonly byName: ReadonlyMap<string, readonly Entry[]>;
  /** By group, kind, section or port, and namespace; labels are compared with each. */
  readonly bySelector: ReadonlyMap<string, readonly SelectingEntry[]>;
}

const NONE: readonly Entry[] = [];

const indexes = new WeakMap<readonly Policy[], PoliciesByTarget>();

/** The policies of exactly this place, in the order they were given. A policy reaches objects of its own namespace only. */
export function attachedPolicies(point: AttachmentPoint, { policies }: ManifestIndex): readonly AttachedPolicy[] {
  const { byName, bySelector } = policiesByTarget(policies);
  const { key, labels = {} } = point;
  const named = byName.get(textOf(point, key.namespace, key.name)) ?? NONE;
  if (bySelector.size === 0) {
    return unique(named);
  }
  const selecting = (bySelector.get(textOf(point, key.namespace)) ?? []).filter(({ matchLabels }) => matchesLabels({ matchLabels }, labels));
  return unique([...named, ...selecting]);
}

/** In the order of the policies; one policy can name a place twice. */
function unique(entries: readonly Entry[]): readonly AttachedPolicy[] {
  if (entries.length < 2) {
    return entries;
  }
  const first = new Map<number, Entry>();
  for (const entry of entries) {
    if (!first.has(entry.position)) {
      first.set(entry.position, entry);
    }
  }
  return [...first.values()].sort((one, other) => one.position - other.position);
}

function policiesByTarget(policies: readonly Policy[]): PoliciesByTarget {
  let index = indexes.get(policies);
  if (!index) {
    index = indexPolicies(policies);
    indexes.set(policies, index);
  }
  return index;
}

function indexPolicies(policies: readonly Policy[]): PoliciesByTarget {
  const byName = new Map<string, Entry[]>();
  const bySelector = new Map<string, SelectingEntry[]>();
  const add = <T>(map: Map<string, T[]>, key: string, entry: T): void => {
    const entries = map.get(key);
    entries ? entries.push(entry) : map.set(key, [entry]);
  };
  policies.forEach((manifest, position) => {
    const { namespace } = keyOf(manifest.object);
    const fields = policyFields(manifest);
    (manifest.object.spec.targetRefs ?? []).forEach(({ sectionName: section, name, ...ref }, index) => {
      add(byName, textOf({ ...ref, section }, namespace, name), { manifest, position, fields, target: ['spec', 'targetRefs', index] });
    });
    (manifest.object.spec.targetSelectors ?? []).forEach(({ sectionName: section, matchLabels, ...selector }, index) => {
      add(bySelector, textOf({ ...selector, section }, namespace), { manifest, position, fields, target: ['spec', 'targetSelectors', index], matchLabels });
    });
  });
  return { byName, bySelector };
}

/** Groups and kinds hold no line break; of names, whose texts are anybody's, the length tells where they end. */
function textOf({ group, kind, section, port }: Pick<AttachmentPoint, 'group' | 'kind' | 'section' | 'port'>, namespace: string, name = ''): string {
  return `${group}\n${kind}\n${port ?? ''}\n${section === undefined ? '' : section.length}\n${section ?? ''}${namespace.length}\n${namespace}${name}`;
}
