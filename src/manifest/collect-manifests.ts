import { FieldPath } from './field-path';
import { isMap } from './is-map';
import { kindOf } from './kinds/kinds';
import { Manifest, ManifestSource } from './manifest';
import { ManifestProblem } from './manifest-problem';
import { notAnObjectProblem } from './not-an-object-problem';
import { NotAnObject, readObject } from './read-object';
import { describeValue } from './schema/describe-value';
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
  const problem = notAList(value);
  if (problem !== undefined) {
    into.problems.push(notAnObjectProblem(problem, source));
    return;
  }
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
  return isListKind(value) && Array.isArray(value.items);
}

const HOW_TO_LIST = 'write the objects below `items:`, one `- ` an object';

/** Why a value that says it is a list is none: the objects that are meant to be in it would be passed over with it. */
function notAList(value: unknown): NotAnObject | undefined {
  if (!isListKind(value)) return undefined;
  const { apiVersion, kind, items } = value;
  if ('items' in value) {
    return { path: ['items'], message: `field \`items\` of a ${kind} must be a list, not ${describeValue(items)}`, help: HOW_TO_LIST };
  }
  // another kind whose name ends in this way can be a kind of its own
  if (apiVersion !== 'v1' || kind !== 'List') return undefined;
  return { path: ['items'], message: 'field `items` of a List is missing', help: HOW_TO_LIST };
}

function isListKind(value: unknown): value is { apiVersion?: unknown; kind: string; items?: unknown } {
  return isMap(value) && typeof value.kind === 'string' && value.kind.endsWith('List');
}
