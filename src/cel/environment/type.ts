/**
 * What is known of a value before a request exists: the set of shapes it can have at run time.
 *
 * A type is a union of shapes. The empty union means that there is never a value: evaluation always fails.
 * Types only ever grow when something is uncertain, so that whatever is impossible by its type is impossible for every request.
 */
export type Type = readonly Shape[];

/** Kinds without inner structure. `query` is the accessor of `request.uri`, `type` the value that `type()` returns. */
export type ScalarKind =
  | 'null' | 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'timestamp' | 'duration'
  | 'secret' | 'headers' | 'query' | 'ip' | 'cidr' | 'type';

export type Kind = ScalarKind | 'bool' | 'list' | 'map' | 'object' | 'optional';

export type Shape =
  | { readonly kind: ScalarKind }
  /** `value` is set where only one of the two values is possible. */
  | { readonly kind: 'bool'; readonly value?: boolean }
  | { readonly kind: 'list'; readonly element: Type }
  /** Any keys. */
  | { readonly kind: 'map'; readonly value: Type }
  /** A map of which all keys are known. */
  | { readonly kind: 'object'; readonly name: string; readonly fields: ReadonlyMap<string, Field> }
  | { readonly kind: 'optional'; readonly of: Type };

export interface Field {
  readonly type: Type;
  /** The key can be missing, or is no key at all (the raw token of `jwt`): reading it can fail and `has()` can be false. */
  readonly mayBeAbsent: boolean;
  /** The field exists, but never at this place or not yet in this release; unset where it exists. */
  readonly unavailable?: 'place' | 'version';
}

/** Shapes refer to types and types to shapes, so that the recursive ones are filled after they exist. */
function recursive(fill: (self: Type) => readonly Shape[]): Type {
  const shapes: Shape[] = [];
  shapes.push(...fill(shapes));
  return shapes;
}

const scalars = (...kinds: readonly ScalarKind[]): readonly Shape[] => kinds.map((kind) => ({ kind }));

/** Nothing is known. */
export const dyn: Type = recursive((self) => [
  { kind: 'bool' },
  ...scalars(
    'null', 'int', 'uint', 'double', 'string', 'bytes', 'timestamp', 'duration',
    'secret', 'headers', 'query', 'ip', 'cidr', 'type',
  ),
  { kind: 'list', element: self }, { kind: 'map', value: self }, { kind: 'optional', of: self },
]);

/**
 * A JSON value inside an array or in an object that was built anew, as by `json()`: there a whole number that is not negative is a `uint`
 * (agentgateway 1.4), so that adding `1` to it fails.
 */
export const jsonElement: Type = recursive((self) => [
  { kind: 'bool' }, ...scalars('null', 'int', 'uint', 'double', 'string'), { kind: 'list', element: self }, { kind: 'map', value: self },
]);

/** A JSON value reached by fields alone, as a claim: a whole number is an `int` unless it is too large for one. */
export const json: Type = recursive((self) => [
  { kind: 'bool' }, ...scalars('null', 'int', 'uint', 'double', 'string'), { kind: 'list', element: jsonElement }, { kind: 'map', value: self },
]);

export const never: Type = [];

const scalarTypes = new Map<ScalarKind, Type>();

export function scalar(kind: ScalarKind): Type {
  const type = scalarTypes.get(kind) ?? [{ kind }];
  scalarTypes.set(kind, type);
  return type;
}

export const bool: Type = [{ kind: 'bool' }];
export const boolOf = (value: boolean): Type => [{ kind: 'bool', value }];
export const listOf = (element: Type): Type => [{ kind: 'list', element }];
export const mapOf = (value: Type): Type => [{ kind: 'map', value }];

/** The type of a value that has one type or the other. */
export function union(left: Type, right: Type): Type {
  if (left === right || right.length === 0 || left === dyn) {
    return left;
  }
  if (left.length === 0 || right === dyn) {
    return right;
  }
  // the two are recursive: merging them shape by shape would not end
  if ((left === json && right === jsonElement) || (left === jsonElement && right === json)) {
    return json;
  }
  const merged = [...left];
  for (const shape of right) {
    const index = merged.findIndex((candidate) => candidate.kind === shape.kind && sameObject(candidate, shape));
    if (index < 0) {
      merged.push(shape);
    } else {
      merged[index] = mergeShapes(merged[index], shape);
    }
  }
  return merged;
}

function sameObject(left: Shape, right: Shape): boolean {
  return left.kind !== 'object' || right.kind !== 'object' || left.name === right.name;
}

function mergeShapes(left: Shape, right: Shape): Shape {
  if (left.kind === 'bool' && right.kind === 'bool') {
    return left.value === right.value ? left : { kind: 'bool' };
  }
  if (left.kind === 'list' && right.kind === 'list') {
    return { kind: 'list', element: union(left.element, right.element) };
  }
  if (left.kind === 'map' && right.kind === 'map') {
    return { kind: 'map', value: union(left.value, right.value) };
  }
  if (left.kind === 'optional' && right.kind === 'optional') {
    return { kind: 'optional', of: union(left.of, right.of) };
  }
  return left;
}

/** Whether the value can be the given bool. */
export function canBe(type: Type, value: boolean): boolean {
  return type.some((shape) => shape.kind === 'bool' && (shape.value ?? value) === value);
}

/** Whether the value can have one of the kinds. */
export function canHaveKind(type: Type, ...kinds: readonly Kind[]): boolean {
  return type.some((shape) => kinds.includes(shape.kind));
}

/** Whether the value has one of the kinds, whatever the request. */
export function alwaysHasKind(type: Type, ...kinds: readonly Kind[]): boolean {
  return type.every((shape) => kinds.includes(shape.kind));
}

/** The part of the type that has one of the kinds. */
export function ofKinds(type: Type, ...kinds: readonly Kind[]): Type {
  return type.filter((shape) => kinds.includes(shape.kind));
}

/** The part of the type that has none of the kinds. */
export function withoutKinds(type: Type, ...kinds: readonly Kind[]): Type {
  return type.filter((shape) => !kinds.includes(shape.kind));
}
