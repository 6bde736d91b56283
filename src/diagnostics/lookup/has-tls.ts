import { attachmentsOf } from './attachments';
import { oncePerSubject } from './once-per-subject';
import { keyOf, ObjectKey } from '../../gateway';
import { manifestsOfKind } from '../../manifest';
import { Subject } from '../diagnostic-rule';

/**
 * Whether a policy turns TLS on towards a Service or a backend: an AgentgatewayPolicy with `backend.tls` or a BackendTLSPolicy that targets it, as a
 * whole or, where no section is asked for, any section of it.
 */
export function hasTls(subject: Subject, kind: 'Service' | 'AgentgatewayBackend', { namespace, name }: ObjectKey, section?: string): boolean {
  const sections = sectionsWithTls(subject).get(`${kind}/${namespace}/${name}`);
  return sections !== undefined && (section === undefined || sections.has(undefined) || sections.has(section));
}

/** By kind, namespace and name, the sections that policies name; `undefined` stands for the whole object. */
const sectionsWithTls = oncePerSubject((subject): ReadonlyMap<string, ReadonlySet<string | undefined>> => {
  const found = new Map<string, Set<string | undefined>>();
  const add = (kind: string, { namespace, name }: ObjectKey, section: string | undefined): void => {
    const target = `${kind}/${namespace}/${name}`;
    const sections = found.get(target);
    sections ? sections.add(section) : found.set(target, new Set([section]));
  };
  for (const { object } of manifestsOfKind(subject.manifests, 'BackendTLSPolicy')) {
    for (const { kind, name, sectionName } of object.spec.targetRefs) {
      add(kind, { ...keyOf(object), name }, sectionName);
    }
  }
  for (const { policy, kind, key, section } of attachmentsOf(subject)) {
    if (policy.object.spec.backend?.tls !== undefined) {
      add(kind, key, section);
    }
  }
  return found;
});
