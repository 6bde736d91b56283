import { KINDS, type ObjectOfKind, type ReadKind } from './kinds/kinds';
import { Manifest } from './manifest';

/** The `apiVersion` texts of each kind: every rule asks for the kind of every object. */
const API_VERSIONS = new Map(Object.entries(KINDS).map(([kind, { group, versions }]) =>
  [kind, new Set(versions.map((version) => group === '' ? version : `${group}/${version}`))]));

/**
 * Whether the object of a manifest is of a kind, in the group that the kind belongs to and in a version that is read.
 * Only objects that {@link validateManifest} found no error in hold what their type promises.
 */
export function isKind<K extends ReadKind>(manifest: Manifest, kind: K): manifest is Manifest & { readonly object: ObjectOfKind[K] } {
  const { object } = manifest;
  return object.kind === kind && API_VERSIONS.get(kind)?.has(object.apiVersion) === true;
}
