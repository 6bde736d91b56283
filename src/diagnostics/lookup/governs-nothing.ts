import { Attachment, attachmentsOf } from './attachments';
import { foreignTarget } from './foreign-target';
import { oncePerSubject } from './once-per-subject';
import { isWhollyKnown, whyIdle } from './why-idle';
import { isKind, Manifest } from '../../manifest';
import { Subject } from '../diagnostic-rule';

/**
 * Whether the manifests show that what a policy says of JWTs holds for no request, which is then reported as such: nothing reaches its targets, or other
 * policies take its place there. A Gateway may serve routes of others, and what is not among the manifests is there most likely.
 */
export function governsNothing(subject: Subject, policy: Manifest): boolean {
  const attachments = attachmentsByPolicy(subject).get(policy) ?? [];
  return attachments.length > 0 && attachments.every((attachment) => isIdle(subject, attachment));
}

function isIdle(subject: Subject, attachment: Attachment): boolean {
  const { policy, target } = attachment;
  return whyIdle(subject, attachment) !== undefined || foreignTarget(subject, attachment) !== undefined
    || (target !== undefined && isKind(target, 'HTTPRoute') && !holdingPolicies(subject).has(policy) && isWhollyKnown(subject, target));
}

const attachmentsByPolicy = oncePerSubject((subject): ReadonlyMap<Manifest, readonly Attachment[]> => {
  const found = new Map<Manifest, Attachment[]>();
  for (const attachment of attachmentsOf(subject)) {
    const attachments = found.get(attachment.policy);
    attachments ? attachments.push(attachment) : found.set(attachment.policy, [attachment]);
  }
  return found;
});

/** The policies whose authentication of JWTs holds somewhere; of two that tie, nobody knows which does. */
const holdingPolicies = oncePerSubject(({ gateway }): ReadonlySet<Manifest> => {
  const found = new Set<Manifest>();
  for (const { preRouting, routes } of gateway.listeners) {
    for (const { jwt, ties } of [preRouting, ...routes.flatMap(({ rules }) => rules.map(({ traffic }) => traffic))]) {
      for (const { manifest } of [...jwt ? [jwt] : [], ...ties.map(({ loser }) => loser)]) {
        found.add(manifest);
      }
    }
    for (const { backend } of routes.flatMap(({ rules }) => rules.flatMap(({ backends }) => backends))) {
      if (backend.kind === 'mcp') {
        for (const { manifest } of [...backend.mcp.other, ...backend.mcp.ties.map(({ loser }) => loser)]) {
          found.add(manifest);
        }
      }
    }
  }
  return found;
});
