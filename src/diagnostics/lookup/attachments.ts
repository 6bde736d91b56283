import { keyOf, ManifestOf, matchesLabels, ObjectKey } from '../../gateway';
import { AgentgatewayPolicy, FieldPath, Manifest } from '../../manifest';
import { Subject } from '../diagnostic-rule';
import { manifestIndexOf } from './manifest-index-of';
import { GroupKind, objectIndexOf } from './object-index';
import { oncePerSubject } from './once-per-subject';

/** A target of a policy, and the object it leads to. A selector gives one for each object that it selects. */
export interface Attachment extends GroupKind {
  readonly policy: ManifestOf<AgentgatewayPolicy>;
  /** The entry of `targetRefs` or `targetSelectors`. */
  readonly field: FieldPath;
  readonly key: ObjectKey;
  readonly section?: string;
  readonly port?: number;
  /** Absent where the object is not among the manifests, which only a reference can name. */
  readonly target?: Manifest;
}

/** All targets of all AgentgatewayPolicies, in the order they were given. */
export const attachmentsOf = oncePerSubject((subject): readonly Attachment[] => {
  const objects = objectIndexOf(subject);
  return manifestIndexOf(subject).policies.flatMap((policy) => {
    const { namespace } = keyOf(policy.object);
    const { targetRefs = [], targetSelectors = [] } = policy.object.spec;
    return [
      ...targetRefs.map(({ group, kind, name, sectionName, port }, index): Attachment => {
        const key = { namespace, name };
        return { policy, field: ['spec', 'targetRefs', index], group, kind, key, section: sectionName, port, target: objects.find({ group, kind }, key) };
      }),
      ...targetSelectors.flatMap((selector, index) => selectedBy(subject, namespace, selector).map((target): Attachment => ({
        policy,
        field: ['spec', 'targetSelectors', index],
        group: selector.group,
        kind: selector.kind,
        key: keyOf(target.object),
        section: selector.sectionName,
        port: selector.port,
        target,
      }))),
    ];
  });
});

/** The objects of a namespace that a target selector finds. */
export function selectedBy(
  subject: Subject, namespace: string, selector: GroupKind & { readonly matchLabels: Record<string, string> },
): readonly Manifest[] {
  return objectIndexOf(subject).inNamespace(selector, namespace).filter(({ object }) =>
    matchesLabels({ matchLabels: selector.matchLabels }, object.metadata.labels ?? {}));
}
