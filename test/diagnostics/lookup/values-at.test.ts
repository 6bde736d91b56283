import { valueAt } from '../../../src/diagnostics/lookup/value-at';
import { valuesAt } from '../../../src/diagnostics/lookup/values-at';

const OBJECT = { rules: [{ name: 'one', when: { a: 'x', b: 'y' } }, { name: 'two' }], when: { c: 'z' } };

test.each([
  ['rules[].name', [[['rules', 0, 'name'], 'one'], [['rules', 1, 'name'], 'two']]],
  ['rules[].when.*', [[['rules', 0, 'when', 'a'], 'x'], [['rules', 0, 'when', 'b'], 'y']]],
  ['when.c', [[['when', 'c'], 'z']]],
  ['when[]', []],
  ['rules.name', []],
  ['rules[].when.*.more', []],
  ['absent[].name', []],
  ['__proto__.polluted', []],
])('a pattern %s finds the values with their fields', (pattern, expected) => {
  expect(valuesAt(OBJECT, pattern).map(({ field, value }) => [field, value])).toEqual(expected);
});

test('a path leads to one value, or to nothing', () => {
  expect(valueAt(OBJECT, ['rules', 0, 'when', 'b'])).toBe('y');
  expect(valueAt(OBJECT, ['rules', 2, 'when'])).toBeUndefined();
  expect(valueAt(OBJECT, ['rules', 'length', 'x'])).toBeUndefined();
  expect(valueAt(OBJECT, ['constructor', 'name'])).toBeUndefined();
});
