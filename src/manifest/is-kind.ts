import { kindOf, type ObjectOfKind, type ReadKind } from './kinds/kinds';
import { Manifest } from './manifest';

/**
 * Whether the object of a manifest is of a kind, in the group that the kind belongs to and in a version that is read.
 * Only objects that {@link validateManifest} found no error in hold what their type promises.
 */
export function isKind<K extends ReadKind>(manifest: Manifest, kind: K): manifest is Manifest & { readonly object: ObjectOfKind[K] } {
  const { object } = manifest;
  const definition = object.kind === kind ? kindOf(object) : undefined;
  return definition !== undefined && definition.versions.includes(object.apiVersion.slice(object.apiVersion.indexOf('/') + 1));
}
