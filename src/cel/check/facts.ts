import type { CelAst } from '../ast';
import type { Kind } from '../environment';
import { printExpression } from '../syntax/print-expression';

/** What is known of the values of parts of an expression, by `keyOf`, because a condition around them holds. */
export interface Facts {
  /** Reading it does not fail. */
  readonly present: ReadonlySet<string>;
  /** It has one of these kinds. */
  readonly kinds: ReadonlyMap<string, readonly Kind[]>;
  readonly notNull: ReadonlySet<string>;
}

export const noFacts: Facts = { present: new Set(), kinds: new Map(), notNull: new Set() };

/** The same text for every spelling of the same value: `request.headers["X-Team"]` and `request.headers.x-team`. */
export function keyOf(node: CelAst): string {
  let key = keys.get(node);
  if (key === undefined) {
    const path = pathOf(node);
    key = path ? keyOfPath(path) : printExpression(node);
    keys.set(node, key);
  }
  return key;
}

/** The same part is asked for again at every condition around it. */
const keys = new WeakMap<CelAst, string>();

/** With the length of each name before it, as no expression is printed. */
function keyOfPath(path: readonly string[]): string {
  let key = '';
  for (const name of path) key += `${name.length}:${name}.`;
  return key;
}

/** The names on the way to a field, from a variable; nothing if the way is computed. */
export function pathOf(node: CelAst): readonly string[] | undefined {
  if (node.kind === 'identifier') {
    return [node.name];
  }
  if (node.kind === 'select' || node.kind === 'has') {
    return extended(node.operand, node.field);
  }
  if (node.kind === 'index' && node.index.kind === 'literal' && node.index.type === 'string') {
    return extended(node.operand, node.index.value);
  }
  return undefined;
}

function extended(operand: CelAst, field: string): readonly string[] | undefined {
  const path = pathOf(operand);
  // header names have no case
  return path && [...path, path.at(-1) === 'headers' ? field.toLowerCase() : field];
}

/** Both. */
export function merge(left: Facts, right: Facts): Facts {
  if (left === noFacts || right === noFacts) {
    return left === noFacts ? right : left;
  }
  return { present: joined(left.present, right.present), kinds: both(left.kinds, right.kinds), notNull: joined(left.notNull, right.notNull) };
}

function both(left: Facts['kinds'], right: Facts['kinds']): Facts['kinds'] {
  if (left.size === 0 || right.size === 0) return left.size === 0 ? right : left;
  const kinds = new Map(left);
  for (const [key, more] of right) {
    const known = kinds.get(key);
    kinds.set(key, known ? known.filter((kind) => more.includes(kind)) : more);
  }
  return kinds;
}

function joined(left: ReadonlySet<string>, right: ReadonlySet<string>): ReadonlySet<string> {
  if (left.size === 0 || right.size === 0) return left.size === 0 ? right : left;
  return new Set([...left, ...right]);
}

/** Without what is said about a name, because a macro gives the name another meaning. */
export function forget(facts: Facts, name: string): Facts {
  // a key that contains the name somewhere may depend on it
  const keep = (key: string): boolean => !key.includes(name);
  return {
    present: new Set([...facts.present].filter(keep)),
    kinds: new Map([...facts.kinds].filter(([key]) => keep(key))),
    notNull: new Set([...facts.notNull].filter(keep)),
  };
}

const kindsOfTypeName: Readonly<Record<string, readonly Kind[]>> = {
  // the accessor of `request.uri` and secrets act as strings
  string: ['string', 'query', 'secret'],
  int: ['int'],
  uint: ['uint'],
  float: ['double'],
  bool: ['bool'],
  bytes: ['bytes'],
  list: ['list'],
  map: ['map', 'object', 'headers'],
  null_type: ['null'],
  timestamp: ['timestamp'],
  duration: ['duration'],
};

/** What holds when the condition has the given value. */
export function factsWhen(node: CelAst, value: boolean): Facts {
  switch (node.kind) {
    case 'unary':
      return node.operator === '!' ? factsWhen(node.operand, !value) : noFacts;
    case 'logical':
      // `a && b` is true only with both, `a || b` false only without both
      return (node.operator === '&&') === value ? node.operands.map((operand) => factsWhen(operand, value)).reduce(merge, noFacts) : noFacts;
    case 'has':
      return value ? presence(pathOf(node)) : noFacts;
    case 'methodCall':
      return node.name === 'contains' && value && node.args.length > 0 ? memberFacts(node.args[0], node.receiver) : noFacts;
    case 'binary':
      return binaryFacts(node, value);
    default:
      return noFacts;
  }
}

/** A field is there: so is everything on the way to it. */
function presence(path: readonly string[] | undefined): Facts {
  if (!path) {
    return noFacts;
  }
  const present = path.slice(1).map((_, index) => keyOfPath(path.slice(0, index + 2)));
  return { ...noFacts, present: new Set(present) };
}

function memberFacts(member: CelAst, container: CelAst): Facts {
  const path = pathOf(container);
  return path && member.kind === 'literal' && member.type === 'string'
    ? presence([...path, path.at(-1) === 'headers' ? member.value.toLowerCase() : member.value])
    : noFacts;
}

function binaryFacts(node: CelAst & { kind: 'binary' }, value: boolean): Facts {
  if (node.operator === 'in') {
    return value ? memberFacts(node.left, node.right) : noFacts;
  }
  if (node.operator !== '==' && node.operator !== '!=') {
    return noFacts;
  }
  const equal = (node.operator === '==') === value;
  return merge(equalityFacts(node.left, node.right, equal), equalityFacts(node.right, node.left, equal));
}

function equalityFacts(subject: CelAst, other: CelAst, equal: boolean): Facts {
  const typed = argumentOfType(subject);
  if (typed && other.kind === 'identifier' && equal) {
    const kinds = kindsOfTypeName[other.name];
    return kinds ? { ...presence(pathOf(typed)), kinds: new Map([[keyOf(typed), kinds]]) } : noFacts;
  }
  if (other.kind !== 'literal') {
    return noFacts;
  }
  if (other.type === 'null') {
    return equal ? noFacts : { ...presence(pathOf(subject)), notNull: new Set([keyOf(subject)]) };
  }
  return equal && other.type === 'string'
    ? { ...presence(pathOf(subject)), kinds: new Map([[keyOf(subject), kindsOfTypeName.string]]) }
    : noFacts;
}

function argumentOfType(node: CelAst): CelAst | undefined {
  if (node.kind === 'call' && node.name === 'type') {
    return node.args[0];
  }
  return node.kind === 'methodCall' && node.name === 'type' ? node.receiver : undefined;
}
