import { compileRegex } from '../../../src/cel/regex/compile-regex';
import { translateRegex } from '../../../src/cel/regex/translate-regex';

function matches(pattern: string, text: string): boolean | string {
  const regex = compileRegex(pattern);
  return 'problem' in regex ? regex.problem : regex.test(text);
}

describe('patterns mean what they mean in Rust', () => {
  test.each<[string, string, boolean]>([
    ['^\\d$', '٣', true],
    ['^[\\d]$', '٣', true],
    ['^\\D$', '٣', false],
    ['^\\w+$', 'éß1_', true],
    ['^[\\w-]+$', 'é-ß', true],
    ['^\\W$', 'é', false],
    ['^\\s$', '\u2003', true],
    ['^\\S$', '\u2003', false],
    ['^[\\S]$', 'é', true],
    ['^[^\\s]$', '\u00a0', false],
    ['^.$', '😀', true],
    ['^[😀-😂]$', '😁', true],
    ['a.b', 'a\nb', false],
    ['(?s)a.b', 'a\nb', true],
    ['a$', 'a\n', false],
    ['(?m)^b$', 'a\nb\nc', true],
    ['(?i)ς', 'Σ', true],
    ['(?i:a)b', 'Ab', true],
    ['(?i:a)b', 'AB', false],
    ['(?i)a(?-i)b', 'AB', false],
    ['(?x) a \\x20 b # comment\n c', 'a bc', true],
    ['(?x:a b) c', 'ab c', true],
    ['\\u0041\\x42\\x{43}\\U00000044', 'ABCD', true],
    ['(?<year>\\d+)', '2024', true],
    ['[]]', ']', true],
    ['[^]]', ']', false],
    ['[a-]', '-', true],
    ['[-a]', '-', true],
    ['[a-c&&[^b]]', 'b', false],
    ['[a-c&&[^b]]', 'c', true],
    ['[a-z--[aeiou]]', 'e', false],
    ['[a-z--[aeiou]]', 'f', true],
    ['[a-f~~d-h]', 'e', false],
    ['[a-f~~d-h]', 'h', true],
    ['[a[0-9]]', '5', true],
    ['[[:alpha:][:^digit:]]', '5', false],
    ['[[:upper:]\\]]', ']', true],
    ['\\pL\\p{Greek}', 'aα', true],
    ['a\\{,3}', 'a{,3}', true],
    ['a{2,}', 'aaa', true],
    ['\\Aa\\z', 'a', true],
    ['[a&&b]', 'a', false],
  ])('%s on %j', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });
});

describe('what Rust refuses, or another engine would read differently, is refused', () => {
  test.each([
    '(', ')', '*', 'a**', '[', '[a', 'a{,3}', 'a{x}', '{', '\\', '\\1', '\\0', '\\Z', '\\Q', '\\C', '\\q', '\\y', '(?=a)', '(?!a)', '(?<=a)b', '(?<!a)b', '(?P=n)', '(?P>n)', '(?R)',
    '(?-u)a', '(?)', '(?#c)', '[z-a]', '[\\W]', '[\\pL&&[a-z]]', '[a-\\d]', '\\u{110000}', '\\x{d800}', 'a{1000}{1000}', '(a{999}){999}', `${'['.repeat(50)}a${']'.repeat(50)}`,
  ])('%s', (pattern) => {
    expect(compileRegex(pattern)).toHaveProperty('problem');
  });
});

test('a word boundary is used on ASCII only, because the engine knows no other letters', () => {
  expect(translateRegex('\\badmin')).toMatchObject({ isForAscii: true });
  expect(translateRegex('\\\\badmin')).toMatchObject({ isForAscii: false });
  const regex = compileRegex('\\badmin\\b');
  expect('problem' in regex || [regex.refuses('an admin'), regex.refuses('éadmin')]).toEqual([false, true]);
});

test('groups are found by number and by name', () => {
  const regex = compileRegex('(?P<first>a)(b)?');
  if ('problem' in regex) throw new Error(regex.problem);
  const match = regex.first('xay')!;
  expect([match.start, match.end]).toEqual([1, 2]);
  expect(['0', '1', 'first', '2', '3', 'other', 'constructor'].map((name) => match.group(name))).toEqual(['a', 'a', 'a', undefined, undefined, undefined, undefined]);
});
