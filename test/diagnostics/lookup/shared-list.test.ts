import { oncePerList } from '../../../src/diagnostics/lookup/once-per-list';
import { sharedList } from '../../../src/diagnostics/lookup/shared-list';

const [a, b, c, d] = [{}, {}, {}, {}];

test('lists with the same items in the same order are one', () => {
  const first = [a, b, c];
  expect(sharedList(first)).toBe(first);
  expect(sharedList([a, b, c])).toBe(first);
  expect(sharedList(first)).toBe(first);
});

test.each([
  ['one more item', [a, b, b, c]],
  ['another item in between', [a, d, c]],
  ['another first item', [d, b, c]],
  ['another order', [b, a, c]],
  ['no item', []],
])('a list with %s is another', (_difference, list) => {
  const first = [a, b, c];
  sharedList(first);
  expect(sharedList(list)).not.toBe(sharedList(first));
  expect(sharedList(list)).toEqual(list);
});

test('what is worked out for a list holds for those like it, and for no other', () => {
  const compute = jest.fn((list: readonly object[]) => list.length);
  const count = oncePerList(compute);
  expect([count([c, d]), count([c, d]), count([]), count([]), count([c, a, d])]).toEqual([2, 2, 0, 0, 3]);
  expect(compute).toHaveBeenCalledTimes(3);
});
