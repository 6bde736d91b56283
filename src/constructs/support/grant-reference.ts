import { Construct } from 'constructs';
import { gvk } from './gvk';
import { ManifestObject } from './manifest-object';
import { UsageError } from './usage-error';

/** An object that names another one. */
export interface Referrer {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string | undefined;
}

/** An object that is named by another one. */
export interface Referent extends Referrer {
  readonly name: string;
}

/** Allows a reference across namespaces with a ReferenceGrant where the named object lives; does nothing within one namespace. */
export function grantReference(scope: Construct, from: Referrer, to: Referent): void {
  if (to.namespace === from.namespace) return;
  if (to.namespace === undefined || from.namespace === undefined) {
    throw new UsageError(`one of ${from.kind} \`${scope.node.path}\` and ${to.kind} \`${to.name}\` has a namespace and the other has none`,
      'give both a namespace, in their `metadata` or by their charts');
  }
  const id = `grant-${to.namespace}-${to.kind.toLowerCase()}-${to.name}`;
  if (scope.node.tryFindChild(id) !== undefined) return;
  new ManifestObject(scope, id, {
    ...gvk.referenceGrant,
    metadata: { namespace: to.namespace },
    spec: () => ({
      from: [{ group: from.group, kind: from.kind, namespace: from.namespace }],
      to: [{ group: to.group, kind: to.kind, name: to.name }],
    }),
  });
}
