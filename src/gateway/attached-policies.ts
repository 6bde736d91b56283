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

type Policy = ManifestOf<AgentgatewayPolicy>;

/** The policies by what they name, with their place in the order they were given. */
interface PoliciesByTarget {
  readonly byName: ReadonlyMap<string, readonly number[]>;
  /** By group, kind, section and namespace; labels are compared with each. */
  readonly bySelector: ReadonlyMap<string, readonly number[]>;
}

const indexes = new WeakMap<readonly Policy[], PoliciesByTarget>();

/** The policies of exactly this place, in the order they were given. A policy reaches objects of its own namespace only. */
export function attachedPolicies({ group, kind, key, labels = {}, section }: AttachmentPoint, { policies }: ManifestIndex): readonly Policy[] {
  const { byName, bySelector } = policiesByTarget(policies);
  const named = byName.get(nameKey(group, kind, section, key.namespace, key.name)) ?? [];
  if (bySelector.size === 0) {
    return unique(named).map((position) => policies[position]);
  }
  const selecting = (bySelector.get(nameKey(group, kind, section, key.namespace)) ?? []).filter((position) =>
    (policies[position].object.spec.targetSelectors ?? []).some((selector) =>
      selector.group === group && selector.kind === kind && selector.sectionName === section && matchesLabels(selector, labels)));
  return unique([...named, ...selecting]).map((position) => policies[position]);
}

/** In ascending order; one policy can name a place twice. */
function unique(positions: readonly number[]): readonly number[] {
  return positions.length < 2 ? positions : [...new Set(positions)].sort((one, other) => one - other);
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
  const byName = new Map<string, number[]>();
  const bySelector = new Map<string, number[]>();
  const add = (map: Map<string, number[]>, key: string, position: number): void => {
    const positions = map.get(key);
    positions ? positions.push(position) : map.set(key, [position]);
  };
  policies.forEach(({ object }, position) => {
    const { namespace } = keyOf(object);
    for (const { group, kind, sectionName, name } of object.spec.targetRefs ?? []) {
      add(byName, nameKey(group, kind, sectionName, namespace, name), position);
    }
    for (const { group, kind, sectionName } of object.spec.targetSelectors ?? []) {
      add(bySelector, nameKey(group, kind, sectionName, namespace), position);
    }
  });
  return { byName, bySelector };
}

/** Groups and kinds hold no line break; of names, whose texts are anybody's, the length tells where they end. */
function nameKey(group: string, kind: string, section: string | undefined, namespace: string, name = ''): string {
  return `${group}\n${kind}\n${section === undefined ? '' : section.length}\n${section ?? ''}${namespace.length}\n${namespace}${name}`;
}
