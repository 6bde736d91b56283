import { isCelError } from '@bufbuild/cel';
import { compileCel } from '../../src/crds/cel/compile-cel';
import { NONE } from '../../src/crds/cel/functions/optionals';
import { iterations } from '../../src/crds/cel/iteration-budget';

beforeEach(() => iterations.refill());

const self = { l: [1n, 2n], m: { k: 1n }, objects: [{ n: 'a' }, { n: 'b' }] };

function evaluate(source: string): unknown {
  const result = compileCel(source).run({ self, oldSelf: NONE });
  return isCelError(result) ? result.message : result;
}

describe('what is true by the API server (1.34)', () => {
  test.each([
    // macros with two variables
    'self.l.all(i, v, i < v)', '!self.l.all(i, v, i == 0)', 'self.l.exists(i, v, i == 1 && v == 2)', '!self.l.existsOne(i, v, v > 0)', 'self.l.exists_one(i, v, v > 1)', 'self.m.all(k, v, k == "k" && v == 1)',
    'self.l.transformList(i, v, v * 2) == [2, 4]', 'self.l.transformList(i, v, v > 1, v * 2) == [4]', "self.m.transformList(k, v, k) == ['k']", 'self.l.transformMap(i, v, v * 2) == {0: 2, 1: 4}',
    "{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v * 2) == {'b': 4}", "{'a': 1}.transformMapEntry(k, v, {v: k}) == {1: 'a'}", "{'a': 1}.transformMapEntry(k, v, v > 1, {v: k}) == {}",
    'self.l.transformMapEntry(i, v, {v: i, i + 10: v}) == {1: 0, 10: 1, 2: 1, 11: 2}', 'self.objects.all(i, o, has(o.n) && o.n in ["a", "b"])', 'self.l.all(i, v, self.l.exists(j, w, i == j && v == w))',
    'self.l.all(i, v, [[9]].all(v, v[0] == 9) && v < 3)',
  ])('%s', (source) => expect(evaluate(source)).toBe(true));

  test.each([
    // comments
    'true // comment', '// comment\ntrue\n// [?', "'//' == '/' + '/' // end",
    // types
    "type(ip('1.2.3.4')) == net.IP", "type(cidr('1.2.3.0/24')) == net.CIDR", "type(ip('1.2.3.4')) != net.CIDR", "type(duration('1s')) == google.protobuf.Duration",
    'type(optional.of(1)) == optional_type', 'type(self.?nope) == optional_type', 'type(optional.of(1).optMap(x, x + 1)) == optional_type', 'type([1].first()) == optional_type', 'type([1]) != optional_type', 'optional_type == optional_type',
    "type(format.named('uri')) == optional_type", 'type(oldSelf) == optional_type', '[1].all(optional_type, optional_type == 1)',
    // optionals
    '1 in [?optional.of(1)]', "{?'a': optional.of(1)} == {'a': 1}", "{?'a': optional.none(), 'b': 2} == {'b': 2}", "{'b': 2, ? 'a': self.?m.k} == {'a': 1, 'b': 2}", '[?optional.of(1), 2, ?optional.none()] == [1, 2]',
    '[2, [?self.?m.k], {"a": [?self.?x]}] == [2, [1], {"a": []}]', '(true ? [1] : [2]) == [1] && [true ? 1 : 2] == [1]', '[optional.of(1), optional.none()].unwrapOpt() == [1]',
    'optional.unwrap([optional.of(1), optional.none()]) == [1]', 'has(self.?m.k)', '!has(self.?nope.k)', '!has(self.?m.nope)',
    // lists
    '[1, 2, 3, 4].slice(1, 3) == [2, 3]', '[1].slice(1, 1) == []', '[[1], [2]].flatten() == [1, 2]', '[[1], [[2]]].flatten(2) == [1, 2]', '[1, [2]].flatten(0) == [1, [2]]', '[3, 1, 2].sort() == [1, 2, 3]',
    "['b', 'a'].sort() == ['a', 'b']", '[].sort() == []', '[true, false].sort() == [false, true]', "['bb', 'a'].sortBy(s, s.size()) == ['a', 'bb']", "self.objects.sortBy(o, o.n)[0].n == 'a'",
    '[1, 2, 2, 1].distinct() == [1, 2]', "['a', 'b', 'a'].distinct() == ['a', 'b']", '[1, 2].reverse() == [2, 1]', 'lists.range(3) == [0, 1, 2]', 'lists.range(-1) == []', '[1].first().value() == 1',
    '!self.l.filter(v, v > 9).first().hasValue()', '[1, 2].last().value() == 2', "strings.quote('a') == '\"a\"'",
  ])('%s', (source) => expect(evaluate(source)).toBe(true));
});

test.each([
  ["{'a': 1, 'b': 1}.transformMapEntry(k, v, {v: k})", 'insert failed: key 1 already exists'],
  ['[1].slice(0, 2)', 'cannot slice(0, 2), list is length 1'],
  ['[1].slice(-1, 1)', 'cannot slice(-1, 1), negative indexes not supported'],
  ['[1, 2].slice(2, 1)', 'cannot slice(2, 1), start index must be less than or equal to end index'],
  ['[1].flatten(-1)', 'level must be non-negative'],
  ["[1, 'a'].sort()", 'no such overload'],
  ['[[1]].sort()', 'no such overload'],
  ['self.l.all(i, v, v / 0 > i)', 'divide by zero'],
])('%s is an error', (source, message) => expect(evaluate(source)).toMatch(message));

test.each([
  ['self.l.all(i, i, true)', /it gives the name `i` to two variables of one macro/],
  ['self.l.all(i, v, w)', /it names `w`/],
  ['self.l.all(i, v, true) && v == 1', /it names `v`/],
  ['has(self.?m)', /it calls `has`/],
  // cel-go has the name for two variables only
  ['self.l.existsOne(v, v > 1)', /it calls `existsOne`, which Kubernetes does not have/],
])('`%s` does not compile', (source, message) => expect(() => compileCel(source)).toThrow(message));

test('loops over entries and long ranges end', () => {
  for (const source of ['lists.range(1000000000000).size() > 0', 'lists.range(2000).all(i, v, lists.range(2000).all(j, w, i + w >= 0))']) {
    iterations.refill();
    expect(evaluate(source)).toMatch(/cost budget/);
  }
}, 60_000);
