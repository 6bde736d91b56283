import type { CelAst, CelHas, CelIndex, CelLiteral, CelSelect } from '../ast';
import type { Kind } from '../environment/type';
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
  return keyOfPathTo(node) ?? keyOfOther(node);
}

/** The names that `pathOf` gives, without a list of them. */
function keyOfPathTo(node: CelAst): string | undefined {
  if (node.kind === 'identifier') {
    return keyOfName(node.name);
  }
  if (!isField(node)) {
    return undefined;
  }
  const above = keyOfPathTo(node.operand);
  return above && above + keyOfName(fieldOf(node));
}

/** With the length before it, as no expression is printed. */
function keyOfName(name: string): string {
  return `${name.length}:${name}.`;
}

function keyOfOther(node: CelAst): string {
  const key = keys.get(node) ?? printExpression(node);
  keys.set(node, key);
  return key;
}

/** The same part is asked for again at every condition around it. */
const keys = new WeakMap<CelAst, string>();

/** The names on the way to a field, from a variable; nothing if the way is computed. */
export function pathOf(node: CelAst): readonly string[] | undefined {
  if (node.kind === 'identifier') {
    return [node.name];
  }
  if (!isField(node)) {
    return undefined;
  }
  const above = pathOf(node.operand);
  return above && [...above, fieldOf(node)];
}

/** A field by a name that is written out. */
type WrittenField = CelSelect | CelHas | (CelIndex & { readonly index: Extract<CelLiteral, { readonly type: 'string' }> });

function isField(node: CelAst): node is WrittenField {
  return node.kind === 'select' || node.kind === 'has' || (node.kind === 'index' && node.index.kind === 'literal' && node.index.type === 'string');
}

function fieldOf(node: WrittenField): string {
  const { operand } = node;
  const name = writtenName(node);
  // header names have no case
  return (operand.kind === 'identifier' ? operand.name : isField(operand) && writtenName(operand)) === 'headers' ? name.toLowerCase() : name;
}

function writtenName(node: WrittenField): string {
  return node.kind === 'index' ? node.index.value : node.field;
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
  const present = new Set<string>();
  let key = keyOfName(path[0]);
  for (let index = 1; index < path.length; index++) {
    key += keyOfName(path[index]);
    present.add(key);
  }
  return { present, kinds: noFacts.kinds, notNull: noFacts.notNull };
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
    return kinds ? { present: presence(pathOf(typed)).present, kinds: new Map([[keyOf(typed), kinds]]), notNull: noFacts.notNull } : noFacts;
  }
  if (other.kind !== 'literal') {
    return noFacts;
  }
  if (other.type === 'null') {
    return equal ? noFacts : { present: presence(pathOf(subject)).present, kinds: noFacts.kinds, notNull: new Set([keyOf(subject)]) };
  }
  return equal && other.type === 'string'
    ? { present: presence(pathOf(subject)).present, kinds: new Map([[keyOf(subject), kindsOfTypeName.string]]), notNull: noFacts.notNull }
    : noFacts;
}

function argumentOfType(node: CelAst): CelAst | undefined {
  if (node.kind === 'call' && node.name === 'type') {
    return node.args[0];
  }
  return node.kind === 'methodCall' && node.name === 'type' ? node.receiver : undefined;
}
