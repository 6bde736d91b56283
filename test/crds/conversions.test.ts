import { isCelError } from '@bufbuild/cel';
import { compileCel } from '../../src/crds/cel/compile-cel';
import { iterations } from '../../src/crds/cel/iteration-budget';
import { keyedList } from '../../src/crds/cel/keyed-list';

beforeEach(() => iterations.refill());

const self = {
  set: keyedList(['a', 'b'], []),
  map: keyedList([{ name: 'a', port: 1n }, { name: 'b', port: 2n }], ['name']),
  list: ['a', 'b'],
};

function evaluate(source: string): unknown {
  const result = compileCel(source).run({ self, oldSelf: [] });
  return isCelError(result) ? result.message : result;
}

describe('what is true by the API server (1.34)', () => {
  test.each([
    // texts to numbers
    "int('+5') == 5", "int('-5') == -5", "int('9223372036854775807') > 0", "uint('5') == 5u", "double('1e3') == 1000.0", "double('0x1p4') == 16.0", "double('1_0') == 10.0",
    "double('1.') == 1.0", "double('.5') == 0.5", "double('+1') == 1.0", "double('-Inf') < 0.0", "double('Infinity') > 0.0", "double('NaN') != double('NaN')", "bool('T')", "!bool('f')",
    // numbers to texts
    "string(1.0) == '1'", "string(1.5) == '1.5'", "string(1e100) == '1e+100'", "string(0.000001) == '1e-06'", "string(0.0001) == '0.0001'", "string(100000.0) == '100000'",
    "string(1000000.0) == '1e+06'", "string(123456789.0) == '1.23456789e+08'", "string(1234567.5) == '1.2345675e+06'", "string(double('inf')) == '+Inf'",
    // durations
    "duration('0') == duration('0s')", "duration('+1s') == duration('1000ms')", "duration('.5s') == duration('500ms')", "duration('1.s') == duration('1s')", "duration('3s2h') == duration('7203s')",
    "duration('1500ms').getMilliseconds() == 1500", "duration('-1500ms').getMilliseconds() == -1500", "duration('1h1m1s').getSeconds() == 3661", "duration('1h1m1s').getMinutes() == 61",
    "string(duration('1.5s')) == '1.5s'", "string(duration('0s')) == '0s'", "string(duration('1h')) == '3600s'", "string(duration('100ms')) == '0.1s'", "string(duration('1us')) == '0.000001s'",
    "string(duration('1ns')) == '0.000000001s'", "string(duration('-90.25s')) == '-90.25s'", "int(duration('1s')) == 1000000000",
    // times
    "int(timestamp('2020-01-01T00:00:00.9Z')) == 1577836800", "string(timestamp('2020-01-01T00:00:00.9Z')) == '2020-01-01T00:00:00.9Z'", "timestamp('2020-01-01T00:00:00,5Z').getMilliseconds() == 500",
    "timestamp('2020-01-01T01:00:00+01:00') == timestamp('2020-01-01T00:00:00Z')", "timestamp('2020-01-01T1:00:00Z') == timestamp('2020-01-01T01:00:00Z')", "timestamp(5) == timestamp('1970-01-01T00:00:05Z')",
    "string(timestamp('2020-01-01T01:00:00.120+02:30')) == '2020-01-01T01:00:00.12+02:30'", "string(timestamp('2020-01-01T01:00:00-00:00')) == '2020-01-01T01:00:00Z'",
    "string(timestamp('2020-01-01T23:00:00-01:00') + duration('1h')) == '2020-01-02T00:00:00-01:00'", "string(duration('-1ns') + timestamp('1969-12-31T23:00:00-01:00')) == '1969-12-31T22:59:59.999999999-01:00'",
    "string(timestamp('2020-01-01T01:00:00+02:00') - duration('1h')) == '2020-01-01T00:00:00+02:00'", "timestamp('2020-01-01T01:00:00+02:00').getHours() == 23",
    "[timestamp('2020-01-01T01:00:00+02:00'), timestamp('2019-12-31T23:00:00Z')].distinct().map(t, string(t)) == ['2020-01-01T01:00:00+02:00']", "string(timestamp(253402300799)) == '9999-12-31T23:59:59Z'",
    // texts with values
    "'%s %% %s'.format([[1, 2], {'b': 'x', 'a': 1.5}]) == '[1, 2] % {\"a\":1.500000, \"b\":\"x\"}'", "'%s'.format([timestamp('2020-01-01T01:00:00+02:00')]) == '2020-01-01T01:00:00+02:00'", "'%s'.format([duration('1.5s')]) == '1.5s'",
    "'%s'.format([[duration('1s'), type(1), b'x', 1u, null]]) == '[duration(\"1s\"), int, b\"x\", 1, null]'", "'%s'.format([1e20]) == '1e+20'", "'%f'.format([1234567.891]) == '1,234,567.891000'", "'%.3f'.format([1e22]) == '10,000,000,000,000,000,000,000.000'",
    "'%e'.format([1000.5]) == '1.000500×10⁰³'", "'%.1e'.format([0.00012]) == '1.2×10⁻⁰⁴'", "'%f'.format([double('-inf')]) == '-∞'", "'%x %X %b %o %b %x'.format([-255, b'zz', -5, 9, true, 'a']) == '-ff 7A7A -101 11 1 61'",
    // URLs
    "url('//a/b').getHost() == 'a'", "url('//a/b').getEscapedPath() == '/b'", "url('///a').getHost() == ''", "url('http://a/b?x=1#frag').getQuery() == {'x': ['1']}", "url('http://a/b#frag?x=1').getQuery() == {}",
    "url('http://a/b#frag').getEscapedPath() == '/b'", "url('/a#b').getEscapedPath() == '/a'", "url('http://[fe80::1%25eth0]/').getHost() == '[fe80::1%eth0]'", "url('http://[fe80::1%25eth0]/').getHostname() == 'fe80::1%eth0'",
    "url('http://a%C3%A4b/').getHost() == 'aäb'", "url('mailto:a').getHost() == ''", "isURL('//a b/') && isURL('*')",
    // quantities
    "!quantity('1.5Gi').isInteger()", "quantity('1Gi').isInteger()", "!quantity('1.0').isInteger()", "!quantity('1000m').isInteger()", "quantity('1.5k').isInteger()", "quantity('1.5k').asInteger() == 1500",
    "quantity('1.0k').isInteger()", "quantity('1e3').isInteger()", "!quantity('1.0Gi').isInteger()", "quantity('0').isInteger()", "!quantity('0.0').isInteger()", "quantity('0Ki').isInteger()",
    "!quantity('1Ei').isInteger()", "quantity('9E').isInteger()", "!quantity('9223372036854775807').isInteger()", "!quantity('500m').add(quantity('500m')).isInteger()", "quantity('1Gi').add(quantity('1Gi')).isInteger()",
    "quantity('1.123456M').isInteger()", "!quantity('1.1234567M').isInteger()", "!quantity('1000000000n').isInteger()", "quantity('1.0') == quantity('1')",
    // lists without an order
    "self.set == ['b', 'a']", "self.set != ['a', 'c']", "self.set != ['a']", "['b', 'a'] != self.set", "self.list != ['b', 'a']", "self.set + ['b', 'c'] == ['c', 'b', 'a']", '(self.set + ["b"]).size() == 2',
    "self.map == [{'name': 'b', 'port': 2}, {'name': 'a', 'port': 1}]", "self.map != [{'name': 'b', 'port': 3}, {'name': 'a', 'port': 1}]", "(self.map + [{'name': 'a', 'port': 9}])[0].port == 9",
    "{'s': self.set} == {'s': ['b', 'a']}", "['b', 'a'] in [self.set]",
  ])('%s', (source) => expect(evaluate(source)).toBe(true));
});

describe('what is an error by the API server (1.34)', () => {
  test.each([
    ['int', ["''", "' 5'", "'0x5'", "'5.0'", "'1e3'", "'1_0'", "'9223372036854775808'"]],
    ['uint', ["''", "'+5'", "'-5'", "'0x5'"]],
    ['double', ["''", "'x'", "' 1'", "'0x10'", "'1e400'", "'1_'", "'1__0'"]],
    ['google.protobuf.Duration', ["''", "'1d'", "'1h 1m'", "'1'", "'-'", "'3000000h'"]],
    ['google.protobuf.Timestamp', ["''", "'2020-01-01 00:00:00Z'", "'2020-01-01T00:00:00'", "'2020-01-01t00:00:00z'", "'2020-13-01T00:00:00Z'", "'2020-02-30T00:00:00Z'", "'2020-01-01T24:00:00Z'",
      "'2020-01-01T01:00:00+25:00'", "'0001-01-01T01:00:00+02:00'", "'9999-12-31T23:59:59-02:00'"]],
  ].flatMap(([type, texts]) => (texts as string[]).map((text) => [type as string, text] as const)))('a %s of %s', (type, text) => {
    const name = type.replace(/.*\./, '').toLowerCase();
    expect(evaluate(`${name}(${text})`)).toBe(`type conversion error from 'string' to '${type}'`);
  });

  test.each([
    "url('http://a%20b/')", "url('http://a%41b/')", "url('http://%41/')", "url('http://a b/')", "url('//a b/')", "url('http://a/%zz')", "url('http://a/#%zz')", "url('http://[1.2.3.4]/')", "quantity('1.5Gi').asInteger()",
    "quantity('1000m').asInteger()", "'%d'.format([1.0])", "'%s'.format([])", "'a'.format([1])", "'%z'.format([1])", "'%'.format([1])", "'%f'.format([1])", "'%s'.format([quantity('1')])", 'timestamp(253402300800)', 'timestamp(-62135596801)', "timestamp('9999-12-31T23:59:59Z') + duration('1s')",
  ])('%s', (source) => expect(evaluate(source)).toEqual(expect.any(String)));
});
