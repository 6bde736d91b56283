import { keyOf } from './key-of';
import { groupOf, AgentgatewayPolicy, KubernetesObject } from '../../manifest';

/** How a policy names its target, of an object that it targets. */
export interface TargetedSection {
  /** Listener, rule, MCP target or port; absent: the whole object. */
  readonly sectionName?: string;
}

/** The ways in which a policy targets an object, which must be of its own namespace: by name or by labels, as a whole or a section of it. */
export function targetsObject(policy: AgentgatewayPolicy, object: KubernetesObject): readonly TargetedSection[] {
  const own = keyOf(object);
  if (keyOf(policy).namespace !== own.namespace) {
    return [];
  }
  const group = groupOf(object.apiVersion);
  const isOfKind = (target: { readonly group: string; readonly kind: string }): boolean => target.group === group && target.kind === object.kind;
  return [
    ...(policy.spec.targetRefs ?? []).filter((target) => isOfKind(target) && target.name === own.name),
    ...(policy.spec.targetSelectors ?? []).filter((target) => isOfKind(target)
      && Object.entries(target.matchLabels).every(([name, value]) => object.metadata.labels?.[name] === value)),
  ];
}
