import { collectManifests, ReadManifests } from './collect-manifests';

/** The manifest of an object that was made, not read, or those of a `List` kind: they have no source. */
export function manifestsOf(object: unknown): ReadManifests {
  const read: ReadManifests = { manifests: [], problems: [] };
  collectManifests(object, read);
  return read;
}
