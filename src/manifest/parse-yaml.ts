import { Composer, LineCounter, Parser, type CST, type Document, type Tags } from 'yaml';

/** How deep maps and lists may be nested; Kubernetes objects stay below 40. The parser recurses, and its stack must hold. */
const MAX_DEPTH = 200;

/** Beyond these, kubectl's reader knows only explicit tags that have no place in a manifest; it reads dates and `1:30` as text. */
const KNOWN_TAGS = new Set(['map', 'seq', 'str', 'null', 'bool', 'int', 'float', 'merge'].map((name) => `tag:yaml.org,2002:${name}`));

/** The text is nested deeper than any manifest. */
export class NestedTooDeeply extends Error {
  constructor(readonly offset: number) {
    super(`nested deeper than ${MAX_DEPTH} levels`);
  }
}

/**
 * Parses YAML 1.1 as kubectl does. Documents come one by one; the faults of each are in its `errors` and `warnings`.
 *
 * @throws NestedTooDeeply (while iterating) before the recursive part of the parser sees the text
 */
export function parseYaml(text: string, lines: LineCounter): Iterable<Document.Parsed> {
  const composer = new Composer({ version: '1.1', customTags: knownTags, uniqueKeys: false, prettyErrors: false });
  return composer.compose(refuseDeepNesting(new Parser(lines.addNewLine).parse(text)));
}

function* refuseDeepNesting(tokens: Iterable<CST.Token>): Generator<CST.Token, void> {
  for (const token of tokens) {
    const open: [CST.Token, number][] = [[token, 0]];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [parent, depth] = next;
      if (depth > MAX_DEPTH) throw new NestedTooDeeply(parent.offset);
      if (parent.type === 'document') {
        if (parent.value) open.push([parent.value, depth + 1]);
      } else if ('items' in parent) {
        for (const { key, value } of parent.items) {
          if (key) open.push([key, depth + 1]);
          if (value) open.push([value, depth + 1]);
        }
      }
    }
    yield token;
  }
}

function knownTags(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === 'string' || (KNOWN_TAGS.has(tag.tag) && tag.format !== 'TIME'));
}
