import { AgentgatewayPolicy, FieldPath } from '../manifest';
import { matchesLabels } from './accept-routes';
import { ObjectKey } from './effective-gateway';
import { keyOf, ManifestIndex, ManifestOf } from './manifest-index';
import { ObjectMap } from './object-map';
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
  readonly names: Pick<AttachmentPoint, 'group' | 'kind' | 'section' | 'port'>;
}

interface SelectingEntry extends Entry {
  readonly matchLabels: Readonly<Record<string, string>>;
}

/** The entries of policies by what they can name: a policy reaches objects of its own namespace only. */
interface PoliciesByTarget {
  readonly named: ObjectMap<Entry[]>;
  /** By namespace. */
  readonly selecting: ReadonlyMap<string, readonly SelectingEntry[]>;
}

const NONE: readonly Entry[] = [];

const indexes = new WeakMap<readonly Policy[], PoliciesByTarget>();

/** The policies of exactly this place, in the order they were given. */
export function attachedPolicies(point: AttachmentPoint, { policies }: ManifestIndex): readonly AttachedPolicy[] {
  const { named, selecting } = policiesByTarget(policies);
  const { key, labels = {} } = point;
  const naming = named.get(key)?.filter(({ names }) => isSamePlace(names, point)) ?? NONE;
  const selected = selecting.get(key.namespace)?.filter(({ names, matchLabels }) =>
    isSamePlace(names, point) && matchesLabels({ matchLabels }, labels));
  return unique(selected ? [...naming, ...selected] : naming);
}

function isSamePlace(one: Entry['names'], other: Entry['names']): boolean {
  return one.kind === other.kind && one.section === other.section && one.port === other.port && one.group === other.group;
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
  const named = new ObjectMap<Entry[]>();
  const selecting = new Map<string, SelectingEntry[]>();
  policies.forEach((manifest, position) => {
    const { namespace } = keyOf(manifest.object);
    const fields = policyFields(manifest);
    manifest.object.spec.targetRefs?.forEach(({ group, kind, name, sectionName: section, port }, at) => {
      const entry = { manifest, position, fields, target: ['spec', 'targetRefs', at], names: { group, kind, section, port } };
      const entries = named.get({ namespace, name });
      entries ? entries.push(entry) : named.set({ namespace, name }, [entry]);
    });
    manifest.object.spec.targetSelectors?.forEach(({ group, kind, sectionName: section, port, matchLabels }, at) => {
      const entry = { manifest, position, fields, target: ['spec', 'targetSelectors', at], names: { group, kind, section, port }, matchLabels };
      const entries = selecting.get(namespace);
      entries ? entries.push(entry) : selecting.set(namespace, [entry]);
    });
  });
  return { named, selecting };
}
