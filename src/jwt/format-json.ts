import type { JsonNode } from './json-node';

/** What a terminal could take for a command, and what hides or turns text around. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Writes JSON with indentation and without loss: numbers as they were, repeated members included, unprintable characters escaped. */
export function formatJson(node: JsonNode, indentation = ''): string {
  const inner = `${indentation}  `;
  const list = (open: string, items: readonly string[], close: string): string =>
    items.length === 0 ? `${open}${close}` : `${open}\n${items.map((item) => `${inner}${item}`).join(',\n')}\n${indentation}${close}`;
  switch (node.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(node.value);
    case 'number':
      return node.text;
    case 'string':
      return formatString(node.value);
    case 'array':
      return list('[', node.items.map((item) => formatJson(item, inner)), ']');
    case 'object':
      return list('{', node.members.map(({ name, value }) => `${formatString(name)}: ${formatJson(value, inner)}`), '}');
  }
}

function formatString(value: string): string {
  return JSON.stringify(value).replace(UNSAFE, (character) =>
    [...Array(character.length).keys()].map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join(''));
}
