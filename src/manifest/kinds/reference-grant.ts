import { KubernetesObject } from '../kubernetes-object';
import { Group, Kind, Name, NamespaceName } from './building-blocks';
import { list, object, type ValueOf } from '../schema/field-schema';

/** `spec` of a ReferenceGrant. */
export const ReferenceGrantSpec = object({
  from: list(object({ group: Group, kind: Kind, namespace: NamespaceName }, {}), { minItems: 1, maxItems: 16 }),
  to: list(object({ group: Group, kind: Kind }, { name: Name }), { minItems: 1, maxItems: 16 }),
}, {});

/** A ReferenceGrant. */
export type ReferenceGrant = KubernetesObject & { spec: ValueOf<typeof ReferenceGrantSpec> };
