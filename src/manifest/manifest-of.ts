import { Manifest } from './manifest';
import { ManifestProblem } from './manifest-problem';
import { notAnObjectProblem } from './not-an-object-problem';
import { readObject } from './read-object';

/** A manifest of an object that was made, not read: it has no source. */
export function manifestOf(object: unknown): Manifest | ManifestProblem[] {
  const read = readObject(object);
  if ('object' in read) return { object: read.object };
  return [notAnObjectProblem(read)];
}
