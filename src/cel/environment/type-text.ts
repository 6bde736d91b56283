import { bool, dyn, json, jsonElement, listOf, mapOf, never, scalar, ScalarKind, Shape, Type, union } from './type';

const scalarKinds: readonly ScalarKind[] = [
  'null', 'int', 'uint', 'double', 'string', 'bytes', 'timestamp', 'duration', 'secret', 'headers', 'query', 'ip', 'cidr', 'type',
];

/** Types that are written as one word. */
const named = new Map<string, Type>([
  ...scalarKinds.map((kind): [string, Type] => [kind, scalar(kind)]),
  ['bool', bool],
  ['dyn', dyn],
  ['never', never],
  ['optional', [{ kind: 'optional', of: dyn }]],
  ['json', json],
  ['element', jsonElement],
  ['list', listOf(dyn)],
  ['map', mapOf(dyn)],
]);

/**
 * The type that a text such as `string`, `list(string)`, `map(json)` or `int|uint` names.
 *
 * @throws SyntaxError where the text is no type
 */
export function parseType(text: string): Type {
  const parts = splitAlternatives(text);
  return parts.reduce((type, part) => union(type, parseOne(part.trim(), text)), never);
}

function splitAlternatives(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let position = 0; position < text.length; position++) {
    const character = text[position];
    depth += character === '(' ? 1 : character === ')' ? -1 : 0;
    if (character === '|' && depth === 0) {
      parts.push(text.slice(start, position));
      start = position + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function parseOne(text: string, whole: string): Type {
  const known = named.get(text);
  if (known) {
    return known;
  }
  const container = /^(list|map|optional)\((.*)\)$/s.exec(text);
  if (!container) {
    throw new SyntaxError(`\`${text}\` in \`${whole}\` is no type; write string, int, uint, double, bool, null, json, list(…), map(…) or several with |`);
  }
  const inner = parseType(container[2]);
  return container[1] === 'list' ? listOf(inner) : container[1] === 'map' ? mapOf(inner) : [{ kind: 'optional', of: inner }];
}

/** The text of a type, for people. */
export function printType(type: Type): string {
  if (type === dyn) {
    return 'any value';
  }
  if (type === json || type === jsonElement) {
    return 'any JSON value';
  }
  return type.map(printShape).join(' or ');
}

function printShape(shape: Shape): string {
  switch (shape.kind) {
    case 'list': return 'list';
    case 'map': return 'map';
    case 'object': return 'object';
    case 'secret': return 'secret string';
    case 'headers': return 'headers';
    case 'query': return 'string';
    default: return shape.kind;
  }
}
