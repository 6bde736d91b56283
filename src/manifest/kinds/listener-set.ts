import { KubernetesObject } from '../kubernetes-object';
import { Group, Kind, Name, NamespaceName } from './building-blocks';
import { ListenerList } from './listener';
import { having, object, type ValueOf } from '../schema/field-schema';

/** `spec` of a ListenerSet (Gateway API 1.5 and later). */
export const ListenerSetSpec = object({
  parentRef: object(
    { name: Name },
    { group: having(Group, { default: 'gateway.networking.k8s.io' }), kind: having(Kind, { default: 'Gateway' }), namespace: NamespaceName },
  ),
  listeners: ListenerList,
}, {});

/** A ListenerSet. */
export type ListenerSet = KubernetesObject & { spec: ValueOf<typeof ListenerSetSpec> };
