import type { JsonMember, JsonNode, JsonObject } from './json-node';
import { jsonTypeError, type Disclosure } from './json-type-error';
import { parseJson } from './parse-json';

/** What the object is to its reader. */
export interface JsonObjectReader {
  /** What a message says is expected in place of another value, for example `a map`. */
  readonly expected: string;
  readonly disclosure: Disclosure;
  /** Gets each member as soon as it is read; what it throws ends the reading. */
  readonly onMember?: (member: JsonMember) => void;
}

/**
 * Parses JSON that must be an object. A list is refused before it is read.
 *
 * @throws JsonError
 */
export function parseJsonObject(text: Buffer, { expected, disclosure, onMember }: JsonObjectReader): JsonObject {
  const refuse = (node: JsonNode): never => {
    throw jsonTypeError(node, expected, text, disclosure);
  };
  const start = text.findIndex((byte) => !' \n\t\r'.includes(String.fromCharCode(byte)));
  if (text[start] === '['.charCodeAt(0)) {
    refuse({ kind: 'array', items: [], start, end: start });
  }
  const root = parseJson(text, { onRoot: (node) => node.kind === 'object' || refuse(node), onMember });
  return root.kind === 'object' ? root : refuse(root);
}
