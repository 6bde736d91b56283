import { FieldPath } from './field-path';
import { kindOf } from './kinds/kinds';
import { Manifest, ManifestSource } from './manifest';
import { ManifestProblem } from './manifest-problem';
import { notAnObjectProblem } from './not-an-object-problem';
import { readObject } from './read-object';
import { unreadKind } from './unread-kind';

/** What was read, and what could not be. */
export interface ReadManifests {
  readonly manifests: Manifest[];
  readonly problems: ManifestProblem[];
}

/**
 * Adds the object that a value is, or the objects of a `List` kind, however lists are nested. `sourceAt` tells where the value at a path in the
 * document comes from; objects that were made, not read, have no source.
 */
export function collectManifests(value: unknown, into: ReadManifests, sourceAt?: (base: FieldPath) => ManifestSource, base: FieldPath = []): void {
  if (isList(value)) {
    value.items.forEach((item, index) => collectManifests(item, into, sourceAt, [...base, 'items', index]));
    return;
  }
  const source = sourceAt?.(base);
  const read = readObject(value);
  if ('object' in read) {
    into.manifests.push(source === undefined ? { object: read.object } : { object: read.object, source });
  } else if (read.nameless !== undefined && kindOf(read.nameless) === undefined) {
    // such as a Kustomization: never applied, so it needs no name
    into.problems.push({ code: 'S05', ...unreadKind(read.nameless), ...(source && { position: source.positionOf(['kind']) }) });
  } else {
    into.problems.push(notAnObjectProblem(read, source));
  }
}

function isList(value: unknown): value is { items: unknown[] } {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, items } = value as Record<string, unknown>;
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items);
}
