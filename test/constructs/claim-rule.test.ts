import { ClaimRule } from '../../src';
import { checkExpression } from '../../src/cel';

const sub = ClaimRule.claim('sub');
const isAlice = sub.equals('alice');
const isBob = sub.equals('bob');
const getMe = ClaimRule.tool('get_me');
const nested = ClaimRule.claim(['realm_access', 'roles']);
const odd = ClaimRule.claim('https://example.com/team');

describe('a rule renders to an expression and prints as a sentence', () => {
  test.each<[ClaimRule, string, string]>([
    [isAlice, 'jwt.sub == "alice"', 'sub is "alice"'],
    [ClaimRule.claim('level').equals(5), 'jwt.level == 5', 'level is 5'],
    [ClaimRule.claim('admin').equals(true), 'jwt.admin == true', 'admin is true'],
    [sub.oneOf('alice', 'bob'), 'jwt.sub in ["alice", "bob"]', 'sub is one of "alice", "bob"'],
    [sub.oneOf('alice'), 'jwt.sub == "alice"', 'sub is "alice"'],
    [ClaimRule.claim('groups').contains('dev'), 'type(jwt.groups) == list && "dev" in jwt.groups', 'groups contains "dev"'],
    [ClaimRule.claim('scope').hasScope('mcp:read'), 'type(jwt.scope) == string && "mcp:read" in jwt.scope.split(" ")', 'scope has scope "mcp:read"'],
    [sub.startsWith('a'), 'type(jwt.sub) == string && jwt.sub.startsWith("a")', 'sub starts with "a"'],
    [sub.endsWith('@corp'), 'type(jwt.sub) == string && jwt.sub.endsWith("@corp")', 'sub ends with "@corp"'],
    [sub.matches('^a\\d$'), 'type(jwt.sub) == string && jwt.sub.matches("^a\\\\d$")', 'sub matches "^a\\\\d$"'],
    [ClaimRule.claim('level').greaterThan(3), 'jwt.level > 3', 'level is greater than 3'],
    [ClaimRule.claim('level').atLeast(-0), 'jwt.level >= 0', 'level is at least 0'],
    [ClaimRule.claim('level').lessThan(1.5), 'jwt.level < 1.5', 'level is less than 1.5'],
    [ClaimRule.claim('level').atMost(-3), 'jwt.level <= -3', 'level is at most -3'],
    [sub.exists(), 'jwt.sub != null', 'sub is present'],
    [nested.contains('admin'), 'type(jwt.realm_access.roles) == list && "admin" in jwt.realm_access.roles', 'realm_access.roles contains "admin"'],
    [odd.equals('a"b\\c\n'), 'jwt["https://example.com/team"] == "a\\"b\\\\c\\n"', 'https://example.com/team is "a\\"b\\\\c\\n"'],
    [ClaimRule.claim('in').equals('x'), 'jwt["in"] == "x"', 'in is "x"'],
    [ClaimRule.header('X-Team').equals('a'), 'request.headers["x-team"] == "a"', 'header x-team is "a"'],
    [ClaimRule.header('x-team').exists(), '"x-team" in request.headers', 'header x-team is present'],
    [getMe, 'mcp.tool.name == "get_me"', 'tool is "get_me"'],
    [ClaimRule.tool('a', 'b'), 'mcp.tool.name in ["a", "b"]', 'tool is one of "a", "b"'],
    [ClaimRule.prompt('greet'), 'mcp.prompt.name == "greet"', 'prompt is "greet"'],
    [ClaimRule.resource('file:///x'), 'mcp.resource.name == "file:///x"', 'resource is "file:///x"'],
    [ClaimRule.sourceAddress('10.0.0.0/8'), 'cidr("10.0.0.0/8").containsIP(source.address)', 'source address is in 10.0.0.0/8'],
    [ClaimRule.cel('jwt.a == jwt.b'), 'jwt.a == jwt.b', '`jwt.a == jwt.b`'],
  ])('%s', (rule, expression, sentence) => {
    expect(rule.expression).toBe(expression);
    expect(rule.toString()).toBe(sentence);
  });
});

describe('rules combine inside one expression', () => {
  test.each<[ClaimRule, string, string]>([
    [ClaimRule.allOf(isAlice, getMe), 'jwt.sub == "alice" && mcp.tool.name == "get_me"', 'sub is "alice" and tool is "get_me"'],
    [ClaimRule.anyOf(isAlice, isBob), 'jwt.sub == "alice" || jwt.sub == "bob"', 'sub is "alice" or sub is "bob"'],
    [
      ClaimRule.allOf(ClaimRule.anyOf(isAlice, isBob), getMe),
      '(jwt.sub == "alice" || jwt.sub == "bob") && mcp.tool.name == "get_me"',
      '(sub is "alice" or sub is "bob") and tool is "get_me"',
    ],
    [
      ClaimRule.anyOf(ClaimRule.allOf(isAlice, getMe), isBob),
      '(jwt.sub == "alice" && mcp.tool.name == "get_me") || jwt.sub == "bob"',
      '(sub is "alice" and tool is "get_me") or sub is "bob"',
    ],
    [ClaimRule.allOf(isAlice), 'jwt.sub == "alice"', 'sub is "alice"'],
    [ClaimRule.allOf(ClaimRule.cel('jwt.a || jwt.b'), isAlice), '(jwt.a || jwt.b) && jwt.sub == "alice"', '`jwt.a || jwt.b` and sub is "alice"'],
    [ClaimRule.allOf(ClaimRule.cel('jwt.a // why'), isAlice), '(jwt.a) && jwt.sub == "alice"', '`jwt.a // why` and sub is "alice"'],
  ])('%s', (rule, expression, sentence) => {
    expect(rule.expression).toBe(expression);
    expect(rule.toString()).toBe(sentence);
  });
});

describe('the opposite of a rule asks for the type', () => {
  test.each<[ClaimRule, string, string]>([
    [isAlice, 'type(jwt.sub) == string && jwt.sub != "alice"', 'sub is not "alice"'],
    [ClaimRule.claim('level').equals(5), 'jwt.level < 5 || jwt.level > 5', 'level is not 5'],
    [ClaimRule.claim('admin').equals(true), 'jwt.admin == false', 'admin is false'],
    [ClaimRule.claim('groups').contains('dev'), 'type(jwt.groups) == list && !("dev" in jwt.groups)', 'groups does not contain "dev"'],
    [sub.exists(), 'jwt != null && coalesce(jwt.sub, null) == null', 'sub is absent'],
    [getMe, '!has(mcp.tool) || mcp.tool.name != "get_me"', 'tool is not "get_me"'],
    [
      ClaimRule.anyOf(isAlice, isBob),
      'type(jwt.sub) == string && jwt.sub != "alice" && type(jwt.sub) == string && jwt.sub != "bob"',
      'not (sub is "alice" or sub is "bob")',
    ],
    [ClaimRule.not(isAlice), 'jwt.sub == "alice"', 'not (sub is not "alice")'],
    [ClaimRule.cel('jwt.a'), '!(jwt.a)', 'not (`jwt.a`)'],
  ])('%s', (rule, expression, sentence) => {
    const opposite = ClaimRule.not(rule);
    expect(opposite.expression).toBe(expression);
    expect(opposite.toString()).toBe(sentence);
  });
});

test('an expression that does not parse is not mended by what stands around it', () => {
  const broken = ClaimRule.cel('jwt.a) || (true');

  expect(ClaimRule.allOf(isAlice, broken).expression).toBe('jwt.a) || (true');
  expect(ClaimRule.not(ClaimRule.anyOf(broken)).expression).toBe('jwt.a) || (true');
  expect(ClaimRule.not(broken).expression).toBe('jwt.a) || (true');
});

test.each([
  [() => ClaimRule.allOf(), '`allOf` got no rule'],
  [() => ClaimRule.anyOf(), '`anyOf` got no rule'],
  [() => ClaimRule.tool(), 'a rule compares with no name or an empty one'],
  [() => ClaimRule.target(''), 'a rule compares with no name or an empty one'],
  [() => sub.oneOf(), 'a rule compares with an empty list of values'],
  [() => sub.endsWith(''), '`endsWith` got an empty text, which every text fits'],
  [() => sub.equals('\ud800'), 'a rule compares with "\\ud800", which is not well-formed Unicode'],
  [() => sub.equals(2 ** 53), 'a rule compares with `9007199254740992`, which cannot be compared exactly'],
  [() => sub.greaterThan(NaN), 'a rule compares with `NaN`, which cannot be compared exactly'],
  [() => sub.hasScope('a b'), '`scope` is "a b", which is no single scope'],
  [() => ClaimRule.claim([]), 'a claim has no name'],
  [() => ClaimRule.claim(['a', '']), 'a claim has no name'],
  [() => ClaimRule.claim('rawToken'), '`rawToken` is the token itself for agentgateway, not a claim'],
  [() => ClaimRule.header('x y'), '`name` is "x y", which is no header name'],
  [() => ClaimRule.sourceAddress('10.0.0.0/33'), '`cidr` is `10.0.0.0/33`, which is no range of addresses'],
  [() => ClaimRule.sourceAddress('10.0.0.0'), '`cidr` is `10.0.0.0`, which is no range of addresses'],
  [() => ClaimRule.cel(''), '`expression` has 0 characters'],
])('%s is refused', (make, message) => {
  expect(make).toThrow(message);
});

describe('the expression checker has nothing to say against', () => {
  const text = ClaimRule.claim('team');
  const http = [
    isAlice, text.oneOf('a', 'b'), text.startsWith('a'), text.endsWith('a'), text.matches('^a$'), text.exists(), text.hasScope('a'), nested.contains('a'),
    nested.exists(), odd.equals('a'), odd.contains(1), odd.exists(), ClaimRule.claim('level').equals(1), ClaimRule.claim('level').atLeast(1),
    ClaimRule.claim('admin').equals(false), ClaimRule.header('x-team').startsWith('a'), ClaimRule.header('x-team').exists(),
    ClaimRule.sourceAddress('fd00::/8'),
  ];
  const mcp = [getMe, ClaimRule.tool('a', 'b'), ClaimRule.prompt('a'), ClaimRule.resource('a'), ClaimRule.target('a'), ClaimRule.allOf(isAlice, getMe)];
  const cases = [
    ...http.map((rule) => [rule, 'httpAuthorization'] as const),
    ...mcp.map((rule) => [rule, 'mcpAuthorization'] as const),
  ].flatMap(([rule, place]) => [[rule, place], [ClaimRule.not(rule), place]] as const);

  test.each(cases)('%s', (rule, place) => {
    for (const action of ['Allow', 'Require'] as const) {
      expect(checkExpression(rule.expression, { place, targetVersion: '1.4', action })).toStrictEqual([]);
    }
  });
});
