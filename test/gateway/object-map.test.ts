import { ObjectMap } from '../../src/gateway';

describe('object map', () => {
  test('keeps objects of one name in different namespaces apart', () => {
    const map = new ObjectMap([[{ namespace: 'a', name: 'x' }, 1], [{ namespace: 'b', name: 'x' }, 2]]);
    expect([map.get({ namespace: 'a', name: 'x' }), map.get({ namespace: 'b', name: 'x' }), map.get({ namespace: 'a', name: 'y' })]).toEqual([1, 2, undefined]);
  });

  test('keeps the later of two values for one object', () => {
    const map = new ObjectMap([[{ namespace: 'a', name: 'x' }, 1], [{ namespace: 'a', name: 'x' }, 2]]);
    expect(map.values()).toEqual([2]);
  });

  test('takes no part of a namespace for a part of a name', () => {
    const map = new ObjectMap([[{ namespace: 'a\nb', name: 'c' }, 1]]);
    expect(map.get({ namespace: 'a', name: 'b\nc' })).toBeUndefined();
  });

  test('takes names that objects of JavaScript have as any other', () => {
    const map = new ObjectMap<number>();
    expect(map.get({ namespace: '__proto__', name: 'constructor' })).toBeUndefined();
    map.set({ namespace: '__proto__', name: 'constructor' }, 1);
    expect(map.get({ namespace: '__proto__', name: 'constructor' })).toBe(1);
  });
});
