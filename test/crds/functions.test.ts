import { isCelError } from '@bufbuild/cel';
import { compileCel } from '../../src/crds/cel/compile-cel';
import { iterations } from '../../src/crds/cel/iteration-budget';

beforeEach(() => iterations.refill());

function evaluate(source: string): unknown {
  const result = compileCel(source).run({ self: { a: { b: 5n }, list: [1n] }, oldSelf: [] });
  return isCelError(result) ? 'error' : result;
}

describe('what is true by the documentation of Kubernetes', () => {
  test.each([
    // lists
    '[1, 3].isSorted()', '![3, 1].isSorted()', "['a', 'b'].isSorted()", '[1, 3].sum() == 4', '[1.0, 3.0].sum() == 4.0', '[].sum() == 0',
    "[duration('1m'), duration('1s')].sum() == duration('1m1s')", '[1, 3].min() == 1', '[1, 3].max() == 3', '[1, 2, 2, 3].indexOf(2) == 1',
    '[1, 2, 2, 3].lastIndexOf(2) == 2', '[1].indexOf(4) == -1',
    // sets
    'sets.contains([1, 2], [2])', '!sets.contains([1], [2])', 'sets.equivalent([1, 2], [2, 1, 1])', 'sets.intersects([1, 2], [2, 3])', '!sets.intersects([1], [])',
    // regex
    "'abc 123'.find('[0-9]+') == '123'", "'abc'.find('[0-9]+') == ''", "'123 abc 456'.findAll('[0-9]+') == ['123', '456']",
    "'123 abc 456'.findAll('[0-9]+', 1) == ['123']", "'abc'.findAll('[0-9]+') == []", "'ab'.findAll('x*') == ['', '', '']",
    // strings
    "'hello'.charAt(4) == 'o'", "'hello'.charAt(5) == ''", "'hello mellow'.indexOf('ello') == 1", "'hello mellow'.indexOf('ello', 2) == 7", "'h'.indexOf('x') == -1",
    "'hello mellow'.lastIndexOf('ello') == 7", "'hello mellow'.lastIndexOf('ello', 6) == 1", "'TacoCat'.lowerAscii() == 'tacocat'", "'TacoCÆt Xii'.upperAscii() == 'TACOCÆT XII'",
    "'hello hello'.replace('he', 'we') == 'wello wello'", "'hello hello'.replace('he', 'we', 1) == 'wello hello'", "'hello hello'.replace('he', 'we', 0) == 'hello hello'",
    "'hello hello'.replace('he', 'we', -1) == 'wello wello'", "'a b c'.split(' ') == ['a', 'b', 'c']", "'a b c'.split(' ', 2) == ['a', 'b c']", "'a b'.split(' ', 0) == []",
    "'a b c'.split(' ', -1) == ['a', 'b', 'c']", "'tacocat'.substring(4) == 'cat'", "'tacocat'.substring(0, 4) == 'taco'", "'😀bc'.substring(1) == 'bc'", "'😀bc'.indexOf('c') == 2",
    "'  \\ttrim\\n '.trim() == 'trim'", "['a', 'b'].join('-') == 'a-b'", "['a', 'b'].join() == 'ab'", "'%s is %d'.format(['a', 1]) == 'a is 1'", "'abc'.matches('^a.c$')", "matches('abc', 'b')",
    // urls
    "url('https://example.com:80/').getHost() == 'example.com:80'", "url('https://[::1]:80/').getHost() == '[::1]:80'", "url('https://[::1]:80/').getHostname() == '::1'",
    "url('https://example.com:80/').getHostname() == 'example.com'", "url('https://[::1]:80/').getPort() == '80'", "url('https://example.com/').getPort() == ''",
    "url('https://[::1]/').getPort() == ''", "url('/path').getHost() == ''", "url('/path').getScheme() == ''", "url('https://example.com/path').getScheme() == 'https'",
    "url('https://example.com/path with spaces/').getEscapedPath() == '/path%20with%20spaces/'", "url('https://example.com').getEscapedPath() == ''",
    "url('https://example.com/path?k1=a&k2=b&k2=c').getQuery() == {'k1': ['a'], 'k2': ['b', 'c']}", "url('https://example.com/p?key with spaces=value with spaces').getQuery() == "
      + "{'key with spaces': ['value with spaces']}", "url('https://example.com/path?').getQuery() == {}", "isURL('https://user:pass@example.com:80/')", "isURL('/absolute-path')",
    "!isURL('https://a:b:c/')", "!isURL('../relative-path')", "url('/a') == url('/a')",
    // ip and cidr
    "isIP('127.0.0.1')", "isIP('::1')", "!isIP('127.0.0.256')", "!isIP(':::1')", "!isIP('::ffff:1.2.3.4')", "!isIP('fe80::1%eth0')", "!isIP('01.2.3.4')", "ip('127.0.0.1').family() == 4",
    "ip('::1').family() == 6", "ip('0:0:0:0:0:0:0:1') == ip('::1')", "ip('127.0.0.1') != ip('127.0.0.2')", "string(ip('2001:DB8::0:ABCD')) == '2001:db8::abcd'", "ip.isCanonical('2001:db8::abcd')",
    "!ip.isCanonical('2001:DB8::ABCD')", "!ip.isCanonical('2001:db8::0:0:0:abcd')", "ip('0.0.0.0').isUnspecified()", "ip('::').isUnspecified()", "ip('127.0.0.1').isLoopback()", "ip('::1').isLoopback()",
    "ip('224.0.0.1').isLinkLocalMulticast()", "!ip('224.0.1.1').isLinkLocalMulticast()", "ip('ff02::1').isLinkLocalMulticast()", "ip('169.254.169.254').isLinkLocalUnicast()", "ip('fe80::1').isLinkLocalUnicast()",
    "ip('192.168.0.1').isGlobalUnicast()", "!ip('255.255.255.255').isGlobalUnicast()", "ip('2001:db8::abcd').isGlobalUnicast()", "!ip('ff00::1').isGlobalUnicast()",
    "isCIDR('192.168.0.0/16')", "isCIDR('::1/128')", "!isCIDR('192.168.0.0')", "!isCIDR('192.168.0.0/33')", "!isCIDR('192.168.0.0/016')", "cidr('192.168.0.0/24').containsIP(ip('192.168.0.1'))",
    "!cidr('192.168.0.0/24').containsIP(ip('192.168.1.1'))", "cidr('192.168.0.0/24').containsIP('192.168.0.1')", "!cidr('0.0.0.0/0').containsIP('::1')", "cidr('192.168.0.0/16').containsCIDR(cidr('192.168.10.0/24'))",
    "cidr('192.168.0.0/16').containsCIDR('192.168.0.0/16')", "!cidr('192.168.0.0/24').containsCIDR('192.168.0.0/16')", "cidr('192.168.0.1/24').ip() == ip('192.168.0.1')", "cidr('192.168.0.1/24').ip().family() == 4",
    "cidr('192.168.1.5/24').masked() == cidr('192.168.1.0/24')", "cidr('192.168.0.0/16').prefixLength() == 16", "string(cidr('2001:DB8::/32')) == '2001:db8::/32'",
    // quantity
    "isQuantity('1.3G')", "isQuantity('1.3Gi')", "!isQuantity('1,3G')", "isQuantity('10000k')", "!isQuantity('200K')", "!isQuantity('Three')", "!isQuantity('Mi')", "!isQuantity('')", "quantity('50000000G').isInteger()",
    "quantity('50k').isInteger()", "!quantity('9999999999999999999999999999999999999G').isInteger()", "quantity('50k').asInteger() == 50000", "quantity('50k').sub(20000).asApproximateFloat() == 30000.0",
    "quantity('50k').add(quantity('20k')) == quantity('70k')", "quantity('50k').add(20) == quantity('50020')", "quantity('50k').sub(quantity('20k')) == quantity('30k')", "quantity('50k').sub(20000) == quantity('30k')",
    "quantity('50k').add(20).sub(quantity('100k')).sub(-50000) == quantity('20')", "quantity('200M').compareTo(quantity('0.2G')) == 0", "quantity('50M').compareTo(quantity('50Mi')) == -1",
    "quantity('50Mi').compareTo(quantity('50M')) == 1", "quantity('150Mi').isGreaterThan(quantity('100Mi'))", "!quantity('50Mi').isGreaterThan(quantity('100Mi'))", "quantity('50M').isLessThan(quantity('100M'))",
    "quantity('-1').sign() == -1", "quantity('100m').sign() == 1", "quantity('0').sign() == 0", "quantity('1e3') == quantity('1k')", "quantity('1E') == quantity('1000P')", "quantity('1e999999999').isGreaterThan(quantity('1E'))",
    "quantity('1e-999999999').sign() == 1", "!quantity('1500m').isInteger()",
    // format
    "!format.dns1123Label().validate('contains a space').hasValue() == false", "!format.dns1123Label().validate('my-label-name').hasValue()", "format.named('qualifiedName').value().validate('a/b/c').hasValue()",
    "!format.named('no such').hasValue()", "!format.date().validate('2024-02-29').hasValue()", "format.date().validate('2023-02-29').hasValue()", "!format.datetime().validate('2011-08-18T19:03:37.01Z').hasValue()",
    "!format.uuid().validate('123e4567-e89b-12d3-a456-426614174000').hasValue()", "!format.byte().validate('aGVsbG8=').hasValue()", "!format.labelValue().validate('').hasValue()", "!format.uri().validate('http://a.b').hasValue()",
    "!format.dns1123LabelPrefix().validate('my-label-').hasValue()", "format.dns1035Label().validate('1a').hasValue()", "!format.dns1123Subdomain().validate('a.b').hasValue()",
    // semver
    "isSemver('1.0.0')", "!isSemver('1.0')", "!isSemver('v1.0')", "isSemver('v1.0', true)", "semver('1.2.3').major() == 1 && semver('1.2.3').minor() == 2 && semver('1.2.3').patch() == 3",
    "semver('1.2.3').isLessThan(semver('1.10.0'))", "semver('1.0.0-alpha').isLessThan(semver('1.0.0'))", "semver('1.0.0-alpha.1').isGreaterThan(semver('1.0.0-alpha'))", "semver('1.2.3').compareTo(semver('1.2.3')) == 0",
    "semver('v01.01', true) == semver('1.1.0')",
    // durations, optionals and the standard library
    "duration('1h30m') == duration('90m')", "duration('1h') > duration('59m59s')", 'self.?a.b.orValue(3) == 5', 'self.?x.y.orValue(3) == 3', 'self.a[?"b"].hasValue()', 'self.list[?0].value() == 1', '!self.list[?1].hasValue()',
    'self.?a.b.optMap(b, b + 1).orValue(0) == 6', 'self.?x.optMap(x, x.y).or(optional.of(2)).value() == 2', 'optional.of(1).optFlatMap(x, optional.of(x + 1)).value() == 2', "!optional.ofNonZeroValue('').hasValue()",
    "'a.?b' == 'a.' + '?b'", '!oldSelf.hasValue()', "type(self.a) == map && type('') == string", 'self.list.exists_one(x, x == 1) && has(self.a.b) && !has(self.a.c)', "'a' in self && 1 in self.list",
  ])('%s', (source) => expect(evaluate(source)).toBe(true));
});

describe('what is an error by the documentation of Kubernetes', () => {
  test.each([
    '[].min()', '[].max()', "'hello'.charAt(6)", "'hello'.substring(3, 2)", "'a'.find('[')", "url('../relative-path')", "ip('127.0.0.256')", "ip('::ffff:1.2.3.4')", "ip.isCanonical('not an IP')", "cidr('192.168.0.0')",
    "cidr('192.168.0.0/33')", "quantity('200K')", "quantity('Three')", "quantity('9999999999999999999999999999999999999G').asInteger()", "quantity('1500m').asInteger()", "semver('1')", 'optional.none().value()',
    "duration('1 day')", '1 / 0', '9223372036854775807 + 1', 'self.nothing', "[1, 'a'].sum()", "'a'.matches('(?=b)')",
  ])('%s', (source) => expect(evaluate(source)).toBe('error'));
});

test.each([
  ['', /./],
  ['self.', /./],
  ['self.frobnicate()', /it calls `frobnicate`, which Kubernetes does not have/],
  ['other.a', /it names `other`, which is no variable/],
  ['self.list.all(x, y > 1)', /it names `y`/],
])('`%s` does not compile', (source, message) => expect(() => compileCel(source)).toThrow(message));

test('nested macros over long lists end', () => {
  const result = compileCel('self.all(a, self.all(b, self.all(c, self.all(d, a + b + c + d >= 0))))').run({ self: Array<bigint>(1000).fill(1n) });
  expect(isCelError(result) && result.message).toMatch(/cost budget/);
});

test('a pattern that makes other engines hang is answered', () => {
  expect(compileCel("self.matches('^(a+)+$')").run({ self: `${'a'.repeat(50_000)}b` })).toBe(false);
});
