import { keyOf, ManifestOf } from '../../gateway';
import { Gateway, isKind, ListenerSet } from '../../manifest';
import { Subject } from '../diagnostic-rule';
import { Attachment } from './attachments';
import { findObject } from './find-object';
import { foreignController } from './foreign-controller';
import { manifestIndexOf } from './manifest-index-of';
import { parentsByRoute } from './parents-by-route';
import { whyIdle } from './why-idle';

/** A Gateway of another controller. */
export interface ForeignGateway {
  readonly gateway: ManifestOf<Gateway>;
  readonly controller: string;
}

/** The Gateway through which the target of a policy is served, where all of those that serve it are certainly of other controllers. */
export function foreignTarget(subject: Subject, attachment: Attachment): ForeignGateway | undefined {
  const { target } = attachment;
  // a class that is not among the manifests says nothing
  if (target === undefined || manifestIndexOf(subject).gatewayClasses.length === 0) {
    return undefined;
  }
  if (isKind(target, 'Gateway') || isKind(target, 'ListenerSet')) {
    return foreignOwner(subject, target);
  }
  if (!isKind(target, 'HTTPRoute') || whyIdle(subject, attachment) === undefined) {
    return undefined;
  }
  const refs = target.object.spec.parentRefs ?? [];
  const parents = (parentsByRoute(subject).get(target) ?? []).map(({ owner }) => owner && foreignOwner(subject, owner));
  return parents.length === refs.length && parents.every((parent) => parent !== undefined) ? parents[0] : undefined;
}

function foreignOwner(subject: Subject, owner: ManifestOf<Gateway> | ManifestOf<ListenerSet>): ForeignGateway | undefined {
  const gateway = isKind(owner, 'Gateway') ? owner : gatewayOf(subject, owner);
  const controller = gateway && foreignController(subject, gateway);
  return controller === undefined ? undefined : { gateway: gateway!, controller };
}

function gatewayOf({ manifests }: Subject, { object }: ManifestOf<ListenerSet>): ManifestOf<Gateway> | undefined {
  const { namespace = keyOf(object).namespace, name } = object.spec.parentRef;
  return findObject(manifests, 'Gateway', { namespace, name });
}
