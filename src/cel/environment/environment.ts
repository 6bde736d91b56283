import { CelPlace, places, RootName, rootNames } from './place';
import { includes, TargetVersion } from './target-version';
import { Field, json, listOf, mapOf, never, scalar, Shape, Type, union } from './type';
import { parseType } from './type-text';
import { freeRoots, VariableField, variableFields } from './variables';

/** What an expression can name at one place, in one release. */
export interface Environment {
  readonly place: CelPlace;
  readonly targetVersion: TargetVersion;
  /** Every root is here; one that is not set at the place is null and marked unavailable. */
  readonly roots: ReadonlyMap<RootName, Field>;
  /** By root, the fields that are special. */
  readonly specialFields: ReadonlyMap<string, ReadonlyMap<string, Field>>;
}

const environments = new Map<string, Environment>();

/** The environment of a place in a release. */
export function environmentOf(place: CelPlace, targetVersion: TargetVersion): Environment {
  const key = `${place} ${targetVersion}`;
  const known = environments.get(key);
  if (known) {
    return known;
  }
  const roots = new Map(rootNames.map((name) => [name, rootField(name, place, targetVersion)]));
  const specialFields = new Map(freeRoots.map((root) => [root, fieldsOf(root, place, targetVersion)]));
  const environment = { place, targetVersion, roots, specialFields };
  environments.set(key, environment);
  return environment;
}

function rootField(name: RootName, place: CelPlace, targetVersion: TargetVersion): Field {
  const presence = places[place].roots[name];
  if (!presence) {
    return { type: scalar('null'), mayBeAbsent: false, unavailable: 'place' };
  }
  const type = rootType(name, place, targetVersion);
  return { type: presence === 'maybe' ? union(type, scalar('null')) : type, mayBeAbsent: false };
}

function rootType(name: RootName, place: CelPlace, targetVersion: TargetVersion): Type {
  if (name === 'llmRequest') {
    return json;
  }
  return freeRoots.includes(name) ? mapOf(json) : [objectAt(name, place, targetVersion)];
}

function objectAt(path: string, place: CelPlace, targetVersion: TargetVersion): Shape {
  return { kind: 'object', name: path, fields: fieldsOf(path, place, targetVersion) };
}

function fieldsOf(path: string, place: CelPlace, targetVersion: TargetVersion): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const field of variableFields) {
    const name = field.path.slice(path.length + 1);
    if (field.path.startsWith(`${path}.`) && !/[.[]/.test(name)) {
      fields.set(name, fieldAt(field, place, targetVersion));
    }
  }
  return fields;
}

function fieldAt(field: VariableField, place: CelPlace, targetVersion: TargetVersion): Field {
  const unavailable = unavailability(field, place, targetVersion);
  if (unavailable) {
    return { type: never, mayBeAbsent: true, unavailable };
  }
  return { type: typeAt(field, place, targetVersion), mayBeAbsent: field.presence === 'absent' };
}

function typeAt({ path, type }: VariableField, place: CelPlace, targetVersion: TargetVersion): Type {
  switch (type) {
    case 'object': return [objectAt(path, place, targetVersion)];
    case 'object|null': return [objectAt(path, place, targetVersion), { kind: 'null' }];
    case 'list(object)': return listOf([objectAt(`${path}[]`, place, targetVersion)]);
    default: return parseType(type);
  }
}

function unavailability(field: VariableField, place: CelPlace, targetVersion: TargetVersion): Field['unavailable'] {
  if (field.places && !field.places.includes(place)) {
    return 'place';
  }
  return includes(targetVersion, field.since) ? undefined : 'version';
}

/**
 * The special fields of roots that otherwise carry free JSON, as `jwt.rawToken`: they are not part of the map, so that `has()` is false for them
 * where the value itself can be read.
 */
export function specialField(root: string, name: string, { specialFields }: Environment): Field | undefined {
  return specialFields.get(root)?.get(name);
}
