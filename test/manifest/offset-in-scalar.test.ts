import fc from 'fast-check';
import { stringify } from 'yaml';
import { readManifests } from '../../src/manifest';

const OBJECT = 'apiVersion: v1\nkind: A\nmetadata: { name: a }\n';

/** `line:column` of the first time that a word is in the text at `spec.rule`. */
function placeOf(yaml: string, word: string): string | undefined {
  const [{ object, source }] = readManifests([{ file: 'in.yaml', text: yaml }]).manifests;
  const text = (object.spec as { rule: string }).rule;
  const position = source!.positionIn(['spec', 'rule'], text, text.indexOf(word));
  return position && `${position.line}:${position.column}`;
}

test.each([
  ['plain', 'rule: has(x) && claims.sub', '5:19'],
  ['plain over several lines', 'rule: has(x) &&\n    claims.sub', '6:5'],
  ['in single quotes', 'rule: \'x == \'\'y\'\' && claims.sub\'', '5:24'],
  ['in double quotes', 'rule: "x == \\"y\\" \\\\ && claims.sub"', '5:27'],
  ['in double quotes over several lines', 'rule: "has(x) && \\\n    claims.sub"', '6:5'],
  ['in double quotes with an escaped line break', 'rule: "has(x) &&\\n\\tclaims.sub"', '5:23'],
  ['in a block', 'rule: |\n    has(x) &&\n      claims.sub', '7:7'],
  ['in a block with a comment and blank lines', 'rule: |- # why\n\n    has(x) &&\n\n      claims.sub', '9:7'],
  ['in a folded block', 'rule: >-\n    has(x) &&\n    claims.sub', '7:5'],
  ['behind an anchor and a tag', 'rule: &a !!str has(x) && claims.sub', '5:28'],
  ['in a map in braces', '{ rule: has(x) && claims.sub }', '5:21'],
])('a word in a text is found where it is written: %s', (_, spec, expected) => {
  expect(placeOf(`${OBJECT}spec:\n  ${spec}\n`, 'claims')).toBe(expected);
});

test('a word behind an escape by number is not found, nor one behind an alias', () => {
  expect(placeOf(`${OBJECT}spec:\n  rule: "\\x41 && claims.sub"\n`, 'claims')).toBeUndefined();
  expect(placeOf(`${OBJECT}other: &a claims.sub\nspec:\n  rule: *a\n`, 'claims')).toBeUndefined();
});

test('the end of a text is behind its last character', () => {
  const [{ source }] = readManifests([{ file: 'in.yaml', text: `${OBJECT}spec:\n  rule: "a + "\n` }]).manifests;
  expect(source!.positionIn(['spec', 'rule'], 'a + ', 4)).toMatchObject({ line: 5, column: 13 });
});

test('a text that is not the one at the path is not found', () => {
  const [{ source }] = readManifests([{ file: 'in.yaml', text: `${OBJECT}spec:\n  rule: a\n` }]).manifests;
  expect(source!.positionIn(['spec', 'rule'], 'b', 0)).toBeUndefined();
  expect(source!.positionIn(['spec', 'other'], 'a', 0)).toBeUndefined();
});

test('however a text is written, its words are found in the file', () => {
  const word = fc.stringMatching(/^[a-zäß"'\\/#:>|&-]{1,6}$/);
  const space = fc.constantFrom(' ', '  ', '\n', ' \n', '\n\n', '\n  ');
  const rule = fc.array(fc.tuple(word, space), { minLength: 1, maxLength: 12 }).map((parts) => parts.map((part) => part.join('')).join('').trim());
  const style = fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED');
  fc.assert(fc.property(rule, style, fc.integer({ min: 20, max: 60 }), (meant, defaultStringType, lineWidth) => {
    const written = stringify({ apiVersion: 'v1', kind: 'A', metadata: { name: 'a' }, spec: { rule: meant } }, { defaultStringType, defaultKeyType: 'PLAIN', lineWidth });
    const [{ object, source }] = readManifests([{ file: 'in.yaml', text: written }]).manifests;
    // a folded block can hold a blank line more than was meant
    const text = (object.spec as { rule: unknown }).rule;
    // `y` without quotes is a boolean
    if (typeof text !== 'string') return;
    const lines = written.split('\n');
    for (const { index, 0: found } of text.matchAll(/\S+/g)) {
      const { line, column } = source!.positionIn(['spec', 'rule'], text, index)!;
      const letters = /^[a-zäß]*/.exec(found)![0];
      expect(lines[line - 1].slice(column - 1, column - 1 + letters.length)).toBe(letters);
    }
  }));
});
