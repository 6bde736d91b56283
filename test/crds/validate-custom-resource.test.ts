import fc from 'fast-check';
import { problemsOfWidget, problemsOfYaml, WIDGETS } from './support';

const messages = (spec: unknown, more?: object) => problemsOfWidget(spec, more).map(({ message }) => message);

describe('the structure of an object', () => {
  test.each<[what: string, spec: unknown, message: string]>([
    ['a wrong type', { size: 'big' }, 'field `spec.size` must be a whole number, not a text'],
    ['null in a list', { tags: [null] }, 'field `spec.tags[0]` must be a text, not null'],
    ['a number of more than 64 bits', { limit: 1e19 }, 'field `spec.limit` must be a whole number of 64 bits, not 10000000000000000000'],
    ['a number below the minimum', { size: 0 }, 'field `spec.size` must be at least 1 and at most 10, not 0'],
    ['a number above the range of its format', { size: 2 ** 31 }, 'field `spec.size` must be at least 1 and at most 10, not 2147483648'],
    ['a number at an exclusive minimum', { ratio: 0 }, 'field `spec.ratio` must be more than 0, not 0'],
    ['a number that is no multiple', { ratio: 0.7 }, 'field `spec.ratio` must be a multiple of 0.5, not 0.7'],
    ['a value out of an enum', { color: 'gren' }, 'field `spec.color` must be one of `red`, `green`, `blue`, not `gren`'],
    ['a text that does not match', { name: 'ABC' }, 'field `spec.name` must match `^[a-z]+$`'],
    ['a short text', { name: 'a' }, 'field `spec.name` must have at least 2 characters, not 1'],
    ['a long text', { name: 'abcdef' }, 'field `spec.name` must have at most 5 characters, not 6'],
    ['a text out of format', { address: '1.2.3.256' }, 'field `spec.address` must have the format `ipv4`'],
    ['an int-or-string that is neither', { port: true }, 'field `spec.port` must be a whole number or a text, not a boolean'],
    ['too many fields', { labels: { a: '', b: '', c: '' } }, 'field `spec.labels` must have at most 2 entries, not 3'],
    ['too many entries', { tags: ['a', 'b', 'c', 'd'] }, 'field `spec.tags` must have at most 3 entries, not 4'],
    ['a repeated entry of a set', { tags: ['a', 'a'] }, 'field `spec.tags[1]` repeats an entry before it'],
    ['a repeated key, by default', { ports: [{ port: 1 }, { port: 1, protocol: 'TCP' }] }, 'field `spec.ports[1]` repeats the `port`, `protocol` of an entry before it'],
    ['a missing field', { ports: [{}] }, 'field `spec.ports[0].port` is missing'],
    ['an unknown field', { colour: 'red' }, 'field `spec.colour` does not exist'],
    ['a nameless embedded resource', { template: { apiVersion: 'v1' } }, 'field `spec.template.kind` is missing'],
    ['none of one-of', { either: {} }, 'field `spec.either` fits none of the forms of which exactly one is allowed'],
    ['several of one-of', { either: { a: 'x', b: 'y' } }, 'field `spec.either` fits several of the forms of which exactly one is allowed'],
    ['a forbidden form', { either: { a: 'never' } }, 'field `spec.either` has a form that is not allowed'],
  ])('%s is refused', (_, spec, message) => {
    expect(messages(spec)).toContain(message);
  });

  test('what is empty is to be filled, or removed where it may be', () => {
    const helps = (spec: unknown) => problemsOfWidget(spec).map(({ help }) => help);
    expect(helps({ name: '' })).toEqual(['give it at least 2 characters, or remove it']);
    expect(helps({ key: { id: '' } })).toEqual(['give it at least one character']);
  });

  test.each<[what: string, spec: unknown]>([
    ['an empty object with its defaults', {}],
    ['a whole number written with a point', { size: 3.0 }],
    ['null in a nullable field', { note: null }],
    ['null under a free key, as if it were not there', { labels: { a: null } }],
    ['null in another field, as if it were not there', { size: null, color: null }],
    ['anything where unknown fields are kept', { free: { a: [1, { b: null }] } }],
    ['an embedded resource with fields of its own', { template: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', labels: { a: 'b' } }, spec: {} } }],
    ['the same port with another protocol', { ports: [{ port: 1 }, { port: 1, protocol: 'UDP' }] }],
    ['a list key that is not written, but for its default', { ports: [{ port: 1, protocol: null }] }],
  ])('%s is taken', (_, spec) => expect(messages(spec)).toEqual([]));

  test('a mistyped field is shown where it stands, with the name that was meant', () => {
    const text = 'apiVersion: test.example/v1\nkind: Widget\nmetadata: { name: w }\nspec:\n  colr: red\n';
    expect(problemsOfYaml(text, WIDGETS)).toEqual([{
      code: 'S01',
      severity: 'error',
      message: 'field `spec.colr` does not exist',
      help: 'did you mean `color`?',
      object: { apiVersion: 'test.example/v1', kind: 'Widget', name: 'w' },
      field: 'spec.colr',
      position: { file: 'in.yaml', line: 5, column: 3 },
    }]);
  });

  test('a CRD can limit the name, and nothing else of the metadata', () => {
    expect(messages({}, { metadata: { name: 'w'.repeat(11), labels: { a: 'b' } } })).toEqual(['field `metadata.name` must have at most 10 characters, not 11']);
  });

  test('a version that is not served is named', () => {
    const [problem] = problemsOfWidget({}, { apiVersion: 'test.example/v2' });
    expect(problem).toMatchObject({ code: 'S01', message: 'field `apiVersion` of a Widget cannot be `test.example/v2`', help: 'write `test.example/v1`' });
  });

  test('of a kind without a CRD nothing is said', () => {
    expect(problemsOfYaml('{apiVersion: v1, kind: Pod, metadata: {name: p}, x: 1}', WIDGETS)).toEqual([]);
  });
});

describe('the rules for an object', () => {
  test.each<[what: string, spec: unknown, broken: string]>([
    ['a message that is computed, at the field that is to blame', { limit: 2 }, 'field `spec.size`: size 3 is over 2'],
    ['a rule without a message, over an escaped name', { namespace: 'default' }, 'field `spec`: failed rule: !has(self.__namespace__) || self.__namespace__ != \'default\''],
    ['a rule over an empty text', { note: '' }, 'field `spec`: note must say something'],
    ['a duration', { wait: '2h' }, 'field `spec`: too long a wait'],
    ['a time', { since: '2019-12-31T23:59:59Z' }, 'field `spec`: too long ago'],
    ['a time, by the clocks that it is written by', { since: '2024-01-01T00:00:00+09:00' }, 'field `spec`: no time of Tokyo'],
    ['a rule that comes to no result', { tags: [] }, 'field `spec`: index out of bounds: 0 evaluating rule: first tag is empty'],
    ['an optional old self', { fixed: 'old' }, 'field `spec.fixed`: a new widget cannot be old'],
    ['a rule in allOf', { labels: { bad: '' } }, 'field `spec.labels`: no bad labels'],
  ])('%s', (_, spec, message) => {
    expect(problemsOfWidget(spec).map((problem) => [problem.code, problem.message])).toEqual([['S02', message]]);
  });

  test.each<[what: string, spec: unknown]>([
    ['rules that hold', { limit: 3, namespace: 'a', note: 'b', wait: '1s', since: '2024-01-01T00:00:00Z', tags: ['a'], labels: { good: '' } }],
    ['a transition rule, which says nothing about a new object', { fixed: 'new' }],
    ['null, which is as if the field were not there', { note: null }],
  ])('%s', (_, spec) => expect(messages(spec)).toEqual([]));

  test('rules wait until the types they rely on are right', () => {
    expect(problemsOfWidget({ limit: 2, tags: 'a' }).map(({ code }) => code)).toEqual(['S01']);
    expect(problemsOfWidget({ limit: 2, wait: 'soon' }).map(({ code }) => code)).toEqual(['S01']);
    expect(problemsOfWidget({ limit: 2, color: 'pink' }).map(({ code }) => code)).toEqual(['S01', 'S02']);
  });
});

test('no object makes it throw', () => {
  const fields = ['size', 'limit', 'tags', 'ports', 'either', 'template', 'wait', 'since', 'note', 'port', 'free', 'labels', 'fixed', '__proto__', 'constructor'];
  const value = fc.oneof(fc.jsonValue(), fc.integer(), fc.string(), fc.array(fc.string()), fc.dictionary(fc.constantFrom('a', 'b', 'port', 'kind', '__proto__'), fc.jsonValue()));
  fc.assert(fc.property(fc.dictionary(fc.constantFrom(...fields), value), (spec) => {
    for (const { message, help } of problemsOfWidget(spec)) {
      expect(message).not.toBe('');
      expect(help).not.toBe('');
    }
  }));
});
