import * as fc from 'fast-check';
import { alwaysHasKind, bool, canBe, canHaveKind, dyn, json, jsonElement, Kind, mapOf, parseType, printType, Type, union } from '../../../src/cel/environment';

test.each([
  ['string', 'string'],
  ['int|uint', 'int or uint'],
  ['list(string)', 'list'],
  ['map(list(int)|string)', 'map'],
  ['json', 'any JSON value'],
  ['dyn', 'any value'],
])('the type %s is printed as %s', (text, printed) => {
  expect(printType(parseType(text))).toBe(printed);
});

test.each(['', 'strng', 'list(', 'list(strng)', 'string|', 'number'])('%j is no type', (text) => {
  expect(() => parseType(text)).toThrow(SyntaxError);
});

const type = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('string', 'int', 'uint', 'null', 'json', 'element', 'dyn', 'bool', 'list', 'map', 'never').map(parseType),
    tie('type').map((value) => mapOf(value)),
    fc.tuple(tie('type'), tie('type')).map(([left, right]) => union(left, right)),
  ),
})).type;

const kinds: readonly Kind[] = ['null', 'bool', 'int', 'uint', 'string', 'list', 'map', 'timestamp'];

test('a union has the kinds of both sides and no other', () => {
  fc.assert(fc.property(type, type, fc.constantFrom(...kinds), (left, right, kind) => {
    expect(canHaveKind(union(left, right), kind)).toBe(canHaveKind(left, kind) || canHaveKind(right, kind));
  }));
});

test('a union of recursive types ends', () => {
  expect(union(json, jsonElement)).toBe(json);
  expect(union(mapOf(json), json)).toEqual(expect.arrayContaining([{ kind: 'null' }]));
  expect(union(json, dyn)).toBe(dyn);
});

test('a bool that is only ever false cannot be true', () => {
  expect(canBe([{ kind: 'bool', value: false }], true)).toBe(false);
  expect(canBe(union([{ kind: 'bool', value: false }], [{ kind: 'bool', value: true }]), true)).toBe(true);
  expect(alwaysHasKind(bool, 'bool')).toBe(true);
});
