import { findObject } from './find-object';
import { isOwnGateway } from './is-own-gateway';
import { oncePerSubject } from './once-per-subject';
import { keyOf, ManifestOf } from '../../gateway';
import { Gateway, ListenerSet, manifestsOfKind } from '../../manifest';

/** The Gateways of agentgateway and the ListenerSets; not those of a Gateway that another controller reconciles. */
export const ownListenerOwners = oncePerSubject((subject): readonly ManifestOf<Gateway | ListenerSet>[] => [
  ...manifestsOfKind(subject.manifests, 'Gateway').filter(({ object }) => isOwnGateway(subject, object)),
  ...manifestsOfKind(subject.manifests, 'ListenerSet').filter(({ object }) => {
    const { namespace = keyOf(object).namespace, name } = object.spec.parentRef;
    const parent = findObject(subject.manifests, 'Gateway', { namespace, name });
    return !parent || isOwnGateway(subject, parent.object);
  }),
]);
