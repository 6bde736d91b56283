import { attachmentsOf } from './attachments';
import { oncePerSubject } from './once-per-subject';
import { textOfKey } from './text-of-key';
import { ObjectKey } from '../../gateway';
import { AgentgatewayPolicy } from '../../manifest';
import { Subject } from '../diagnostic-rule';

type BackendSection = NonNullable<AgentgatewayPolicy['spec']['backend']>;

/** The `backend` sections of the policies that target a Service, by name or by labels, as a whole or the port of it. */
export function servicePolicies(subject: Subject, key: ObjectKey, port: number | undefined): readonly BackendSection[] {
  return (sectionsByService(subject).get(textOfKey(key)) ?? []).flatMap(({ section, backend }) =>
    section === undefined || section === String(port) ? [backend] : []);
}

const sectionsByService = oncePerSubject((subject) => {
  const found = new Map<string, { readonly section?: string; readonly backend: BackendSection }[]>();
  for (const { policy, group, kind, key, section } of attachmentsOf(subject)) {
    const { backend } = policy.object.spec;
    if (group === '' && kind === 'Service' && backend !== undefined) {
      const sections = found.get(textOfKey(key));
      sections ? sections.push({ section, backend }) : found.set(textOfKey(key), [{ section, backend }]);
    }
  }
  return found;
});
