import { Kind, Type } from '../environment/type';

/** Kinds whose values can be equal to each other: numbers across kinds, text however it is held, maps however they came about. */
const groups: readonly (readonly Kind[])[] = [['int', 'uint', 'double'], ['string', 'query', 'secret'], ['map', 'object', 'headers']];

function groupOf(kind: Kind): Kind {
  return groups.find((kinds) => kinds.includes(kind))?.[0] ?? kind;
}

/** Whether a value of one type can equal a value of the other. Lists are, because both can be empty. */
export function comparable(left: Type, right: Type): boolean {
  return left.some((one) => right.some((other) => groupOf(one.kind) === groupOf(other.kind)));
}
