import { CelFinding, CheckOptions, checkExpression, parseExpression } from '../../../src/cel';

type Options = Partial<CheckOptions>;

const http: Options = { place: 'httpAuthorization', action: 'Allow' };
const mcp: Options = { place: 'mcpAuthorization', action: 'Allow' };
const deny: Options = { place: 'httpAuthorization', action: 'Deny' };

function check(expression: string, options: Options): readonly CelFinding[] {
  return checkExpression(expression, { place: 'httpAuthorization', targetVersion: '1.4', ...options });
}

/** What is found, an expression with it, and one that nearly has it. */
const table: readonly (readonly [weight: string, expression: string, nearMiss: string, options: Options, optionsOfMiss?: Options])[] = [
  // deny rules
  ['A02 error security', 'claims.sub == "mallory"', 'jwt.sub == "mallory"', deny],
  ['A02 error security', 'jwt.sub == ', 'jwt.sub == "mallory"', deny],
  ['A02 error security', 'mcp.tool.name == "rm"', 'mcp.tool.name == "rm"', deny, { place: 'mcpAuthorization', action: 'Deny' }],
  ['A03 warning security', 'jwt.role != "admin"', 'has(jwt.role) && jwt.role != "admin"', deny],
  ['A03 warning security', 'jwt.role != "admin"', '!has(jwt.role) || jwt.role != "admin"', deny],
  ['A03 warning security', 'jwt.role != "admin"', 'default(jwt.role, "") != "admin"', deny],
  ['A03 warning security', 'jwt.role != "admin"', 'jwt.role != "admin"', deny, http],
  ['A03 warning security', '!(jwt.user.role == "admin")', 'has(jwt.user) && has(jwt.user.role) && !(jwt.user.role == "admin")', deny],
  ['A03 warning security', 'request.headers["x-role"] != "a"', '"x-role" in request.headers && request.headers["x-role"] != "a"', deny],
  ['A03 warning security', 'mcp.tool.name != "get_me"', 'mcp.tool.name == "rm"', { place: 'mcpAuthorization', action: 'Deny' }],
  ['A03 info', 'jwt.role == "guest"', 'source.address == "10.0.0.1"', deny],
  ['A03 info', 'jwt.groups.exists(g, g == "guests")', 'default(jwt.groups, []).exists(g, g == "guests")', deny],

  // names
  ['A04 error', 'jwt.sub = "alice"', 'jwt.sub == "alice"', http],
  ['A04 error', 'has(jwt["sub"])', 'has(jwt.sub)', http],
  ['A05 error', 'claims.sub == "alice"', 'jwt.sub == "alice"', http],
  ['A05 error', 'request.header["x"] == "1"', 'request.headers["x"] == "1"', http],
  ['A05 error', 'request.url_path == "/x"', 'request.path == "/x"', http],
  ['A05 error', 'mcp.tools.name == "x"', 'mcp.tool.name == "x"', mcp],
  ['A05 error', 'has(mcp.tools)', 'has(mcp.tool)', mcp],
  ['A05 error', 'request.headers.x-team == "a"', 'request.headers["x-team"] == "a"', http],
  ['A05 error', 'jwt.sub.startWith("a")', 'string(jwt.sub).startsWith("a")', http],
  ['A05 error', 'math.pow(2, 3) == 8', 'math.abs(-8) == 8', http],
  ['A05 error', 'isCorp(jwt.email)', 'isCorp(jwt.email)', http, { ...http, functions: new Set(['isCorp']) }],
  ['A05 error', 'cel.bind(x, 1, x == 1)', '1.with(x, x == 1)', http],
  ['A05 error', '[1].all(x, y > 0)', '[1].all(x, x > 0)', http],
  ['A05 warning', 'jwt.subb == "alice"', 'jwt.sub == "alice"', http],
  ['A05 warning', 'jwt.claims.sub == "alice"', 'jwt.tenant.sub == "alice"', http],
  ['A05 warning', 'jwt.tems == "a"', 'jwt.tems == "a"', { ...http, claims: { teams: 'string' } }, http],
  ['A05 error', 'request.bodyPrefix == b"x"', 'request.bodyPrefix == b"x"', { ...http, targetVersion: '1.3' }, http],
  ['A05 error', 'base64.encode("x") == "eA=="', 'base64.encode("x") == "eA=="', { ...http, targetVersion: '0.12' }, http],

  // places
  ['A08 error', 'mcp.tool.name == "get_me"', 'mcp.tool.name == "get_me"', http, mcp],
  ['A08 error', 'jwt.sub == "a" && mcp.tool.name == "get_me"', 'jwt.sub == "a" && mcp == null', http],
  ['A08 warning', 'jwt.sub == "a" || mcp.tool.name == "get_me"', 'jwt.sub == "a" || mcp == null', http],
  ['A08 error', 'has(mcp.tool)', 'has(mcp.tool)', http, mcp],
  ['A08 error', 'mcp["tool"].name == "x"', 'mcp["tool"].name == "x"', http, mcp],
  ['A08 error', 'backend.name == "x"', 'backend.name == "x"', http, mcp],
  ['A08 error', 'response.code == 200', 'response.code == 200', http, { place: 'responseTransformation' }],
  ['A08 error', 'jwt.sub', 'request.headers["authorization"]', { place: 'jwtLocation' }],
  ['A08 error', 'llmRequest.model', 'llmRequest.model', { place: 'accessLog' }, { place: 'llmRequest' }],
  ['A09 error', 'mcp.tool.arguments.path == "/"', 'mcp.tool.arguments.path == "/"', mcp, { place: 'accessLog' }],
  ['A09 error', 'mcp.methodName == "tools/call"', 'mcp.tool.name == "tools/call"', mcp],
  ['A09 error', 'has(mcp.tool.arguments)', 'has(mcp.tool.name)', mcp],
  ['A22 error', 'jwt.sub == "alice"', 'source.address == "10.0.0.1"', { place: 'networkAuthorization', action: 'Allow' }],
  ['A22 error', 'request.headers["x"] == "1"', 'cidr("10.0.0.0/8").containsIP(source.address)', { place: 'networkAuthorization', action: 'Require' }],
  ['A17 warning security', 'json(request.body).method == "x"', 'request.method == "x"', http],
  ['A17 warning security', 'string(request.bodyPrefix).contains("x")', 'string(request.path).contains("x")', mcp],

  // results and comparisons
  ['A18 error', '"alice"', '"alice" == "alice"', http],
  ['A18 error', 'source.address', 'source.address == "10.0.0.1"', http],
  ['A18 error', 'source.address == 10', 'source.port == 10', http],
  ['A18 error', 'source.port == "80"', 'string(source.port) == "80"', http],
  ['A18 warning', 'source.port == "80" || jwt.sub == "a"', 'source.port == 80 || jwt.sub == "a"', http],
  ['A18 warning security', 'source.address != 10', 'source.address != "10.0.0.1"', http],
  ['A18 error', 'type("jwt") == string && jwt == "a"', 'type(jwt.sub) == string && jwt.sub == "a"', http],
  ['A18 error', 'source.address < 10', 'source.address < "b"', http],
  ['A18 error', 'jwt.groups == "dev"', 'jwt.groups == "dev"', { ...http, claims: { groups: 'list(string)' } }, http],
  ['A18 error', '"dev" in jwt.levels', '5 in jwt.levels', { ...http, claims: { levels: 'list(int)' } }],
  ['A18 error', '!source.address', '!(source.address == "")', http],
  ['A18 error', 'source.address && true', 'has(source.address) && true', http],
  ['A18 error', 'source.address ? true : false', 'has(source.address) ? true : false', http],
  ['A18 error', '[1].exists(x, x)', '[1].exists(x, x == 1)', http],
  ['A18 error', 'apiKey.key == "k-1"', 'apiKey.key.unredacted() == "k-1"', http],
  ['A18 warning', 'jwt.exp == "1900000000"', 'jwt.exp == 1900000000', http],
  ['A18 warning', 'jwt.sub', 'jwt.email_verified', http],
  ['A18 error security', 'request.uri', 'string(request.uri)', { place: 'rateLimitDescriptor' }],
  ['A18 error security', '[1]', '1', { place: 'rateLimitDescriptor' }],
  ['A18 error', '"5s"', 'duration("5s")', { place: 'delay' }],
  ['A19 info', 'jwt.scope == "read"', '"read" in jwt.scope.split(" ")', http],
  ['A19 info security', '"read" in jwt.scope', 'jwt.scope == "read write"', http],
  ['A19 info security', 'jwt.scope.contains("read")', 'jwt.title.contains("read")', http],
  ['A19 info security', '"mcp" in jwt.aud', 'jwt.aud == "mcp"', http],
  ['A20 error', `"${'a'.repeat(16_384)}" == ""`, `"${'a'.repeat(16_300)}" == ""`, http],

  // hazards
  ['A23 warning security', 'jwt.email.endsWith("@corp.com")', 'type(jwt.email) == string && jwt.email.endsWith("@corp.com")', http],
  ['A23 warning security', 'jwt.email.endsWith("@corp.com")', 'jwt.email.endsWith("@corp.com") && type(jwt.email) == string', http],
  ['A23 warning security', 'jwt.email.endsWith("@corp.com")', 'type(jwt.email) != string || jwt.email.endsWith("@corp.com")', http],
  ['A23 warning security', 'jwt.email.endsWith("@corp.com")', 'type(jwt.email) == string ? jwt.email.endsWith("@corp.com") : false', http],
  ['A23 warning security', 'jwt.email.endsWith("@corp.com")', 'string(jwt.email).endsWith("@corp.com")', http],
  ['A23 warning security', 'jwt.email.endsWith("@corp.com")', 'jwt.email.endsWith("@corp.com")', http, { ...http, claims: { email: 'string' } }],
  ['A23 warning security', 'jwt.email.matches(jwt.pattern)', 'jwt.email.matches("^a$")', http],
  ['A23 warning security', 'jwt.groups.exists(g, g.startsWith("a"))', 'jwt.groups.exists(g, type(g) == string && g.startsWith("a"))', http],
  ['A23 warning security', 'type(jwt.a) == string && jwt.b.startsWith("x")', 'type(jwt.b) == string && jwt.b.startsWith("x")', http],
  ['A23 warning security', 'type(g) == string && jwt.l.exists(g, g.startsWith("a"))', 'jwt.l.exists(g, g.startsWith("a"))', http, { ...http, claims: { l: 'list(string)' } }],
  ['A23 warning', '!jwt.email.endsWith("@evil.com")', '!string(jwt.email).endsWith("@evil.com")', http],
  ['A23 warning security', '!jwt.email.endsWith("@corp.com")', '!string(jwt.email).endsWith("@corp.com")', deny],
  ['A23 error security', 'request.headers.auth.startsWith("x")', 'request.headers["auth"].startsWith("x")', http],
  ['A23 error security', '["a"].exists(p, request.headers["x"].startsWith(p))', '["a"].exists(p, request.headers.join()["x"].startsWith(p))', http],
  ['A23 error security', '"a".with(p, request.headers["x"].startsWith(p))', '"a".with(p, request.headers.join()["x"].startsWith(p))', http],
  ['A23 error security', 'request.headers["x" + "y"].startsWith("a")', 'request.headers["xy"].startsWith("a")', http],
  ['A23 error security', 'jwt.startsWith("a")', 'string(jwt.sub).startsWith("a")', http],
  ['A23 error security', 'source.port.startsWith("4")', 'string(source.port).startsWith("4")', http],
  ['A24 error security', 'startsWith(jwt.sub, "a")', 'string(jwt.sub).startsWith("a")', http],
  ['A24 error security', 'contains(request.path, "/admin")', 'request.path.contains("/admin")', http],
  ['A24 error security', 'matches(request.path, "^/a")', 'request.path.matches("^/a")', http],
  ['A25 warning', 'timestamp(0).getHours("UTC") == 3', 'timestamp(0).getHours() == 3', http],
  ['A25 warning', 'size(jwt.groups, 1) == 1', 'size(jwt.groups) == 1', http],
  ['A26 error', '"a".replace("a") == ""', '"a".replace("a", "b") == ""', http],
  ['A26 error', '"a".replace("a", "b", 1, 2) == ""', '"a".replace("a", "b", 1) == ""', http],
  ['A26 error', 'lowerAscii("A") == "a"', '"A".lowerAscii() == "a"', http],
  ['A26 error', 'size(5) == 1', 'size([5]) == 1', http],
  ['A26 error', 'request.method[0] == "G"', 'request.method.charAt(0) == "G"', http],
  ['A26 error', 'source.port.exists(x, true)', 'jwt.ports.exists(x, true)', http],
  ['A26 error', '1 in 5', '1 in [5]', http],
  ['A26 error', 'cidr("10.0.0.0/8").containsCIDR("10.1.0.0/16")', 'cidr("10.0.0.0/8").containsCIDR(cidr("10.1.0.0/16"))', http],
  ['A26 error', '"a" + 1 == "a1"', '"a" + string(1) == "a1"', http],
  ['A26 error', 'jwt.o.mapValues(1, 2) == {}', 'jwt.o.mapValues(v, 2) == {}', http],
  ['A27 error security', '!!has(jwt.sub)', '!(!has(jwt.sub))', http],
  ['A27 error security', '--jwt.n == 1', '-(-jwt.n) == 1', http],
  ['A28 warning security', '"admin" in request.path', 'request.path.contains("admin")', http],
  ['A28 warning security', '"admin" in request.headers["x-roles"]', '"admin" in request.headers.split()["x-roles"]', http],
  ['A28 info security', '"dev" in jwt.groups', 'jwt.groups.exists(g, g == "dev")', http],
  ['A28 info security', '"dev" in jwt.groups', '"dev" in jwt.groups', http, { ...http, claims: { groups: 'list(string)' } }],
  ['A28 info security', '"dev" in jwt.groups', 'type(jwt.groups) == list && "dev" in jwt.groups', http],
  ['A29 warning', 'request.headers.team == "a"', 'request.headers["team"] == "a"', http],
  ['A29 warning security', 'request.headers.team == "a"', 'request.headers.join().team == "a"', deny],
  ['A29 warning', '["a"].exists(t, request.headers["team"] == t)', 'has(request.headers.team)', http],
  ['A29 warning', 'response.headers["x"] == "1"', 'response.headers.join()["x"] == "1"', { place: 'responseTransformation' }],
  ['A30 error', 'request.path.matches("a(?=b)")', 'request.path.matches("a(?:b)")', http],
  ['A30 error', 'request.path.matches("(a)\\\\1")', 'request.path.matches("(a)\\\\d")', http],
  ['A30 error', 'request.path.matches("a{,3}")', 'request.path.matches("a{0,3}")', http],
  ['A30 error', 'request.path.matches("(")', 'request.path.matches("[(]")', http],
  ['A30 error', 'request.path.regexReplace("a(?!b)", "") == ""', 'request.path.regexReplace("ab", "") == ""', http],
  ['A30 error', 'cidr("10.0.0.0/33").containsIP(source.address)', 'cidr("10.0.0.0/32").containsIP(source.address)', http],
  ['A30 error', 'cidr("10.0.0.0/8").containsIP("10.0.0.256")', 'cidr("10.0.0.0/8").containsIP("10.0.0.255")', http],
  ['A30 error', 'duration("1d") > duration("1h")', 'duration("24h") > duration("1h")', http],
  ['A30 error', 'request.startTime < timestamp("2030-01-01")', 'request.startTime < timestamp("2030-01-01T00:00:00Z")', http],
  ['A30 warning', 'request.path.matches("[\\\\W]")', 'request.path.matches("\\\\W")', http],
  ['A31 error', 'source.port + 1 == 80', 'source.port + 1u == 80', http],
  ['A31 error', '1.5 * 2 == 3.0', '1.5 * 2.0 == 3.0', http],
  ['A31 warning', 'jwt.list[0] + 1 == 2', 'jwt.level + 1 == 2', http],
  ['A31 warning', 'json(jwt.data).n + 1 == 2', 'int(json(jwt.data).n) + 1 == 2', http],
  ['A32 warning', 'default(jwt["sub"], "x") == "x"', 'default(jwt.sub, "x") == "x"', http],
  ['A32 warning', 'default(jwt["https://x/y"], "x") == "x"', 'coalesce(jwt["https://x/y"], "x") == "x"', http],
];

const rows = table.map(([weight, expression, nearMiss, options, optionsOfMiss]) =>
  [weight, expression, nearMiss, options, optionsOfMiss ?? options] as const);

function weightOf({ code, severity, security }: CelFinding): string {
  return `${code} ${severity}${security ? ' security' : ''}`;
}

test.each(rows)('%s is found in %s and not in %s', (weight, expression, nearMiss, options, optionsOfMiss) => {
  expect(check(expression, options).map(weightOf)).toContain(weight);
  expect(check(nearMiss, optionsOfMiss).map(weightOf)).not.toContain(weight);
});

test.each(rows)('the findings of %s in %s say where, what and how to mend it', (_, expression, __, options) => {
  for (const { range, message, help } of check(expression, options)) {
    expect(range[0]).toBeLessThanOrEqual(range[1]);
    expect(range[1]).toBeLessThanOrEqual(expression.length);
    for (const text of [message, help]) {
      expect(text).not.toBe('');
      expect(text).not.toMatch(/\.$|\bundefined\b|\bnull\)|\[object/);
      expect(text).toMatch(/^[a-z`"(1]/);
    }
  }
});

test.each(rows)('the correction of %s in %s has the mistake no more', (weight, expression, __, options) => {
  const code = weight.split(' ')[0];
  for (const { replacement } of check(expression, options).filter((finding) => finding.code === code && finding.replacement)) {
    const left = check(replacement!, options);
    expect(left.filter((finding) => finding.code === code || finding.code === 'A04')).toEqual([]);
  }
});

test.each([
  ['!!(jwt.sub == "alice")', '`!!(jwt.sub == "alice")` means `!(jwt.sub == "alice")`', 'write `(jwt.sub == "alice")`, or `!(!(jwt.sub == "alice"))`'],
  ['!!!(jwt.admin)', '`!!!(jwt.admin)` means `!(jwt.admin)`', 'write `!(jwt.admin)`'],
  ['! ! has(jwt.sub)', '`! ! has(jwt.sub)` means `!has(jwt.sub)`', 'write `has(jwt.sub)`, or `!(!has(jwt.sub))`'],
  ['--(jwt.n) == 1', '`--(jwt.n)` means `-(jwt.n)`', 'write `(jwt.n)`, or `-(-(jwt.n))`'],
])('the help about the repeated operator of %s keeps its brackets', (expression, message, help) => {
  expect(check(expression, http).filter(({ code }) => code === 'A27')).toEqual([expect.objectContaining({ message: expect.stringContaining(message), help })]);
});

test('an expression that is parsed already is judged by its tree', () => {
  const options = { place: 'httpAuthorization', targetVersion: '1.4', action: 'Allow' } as const;
  const found = checkExpression('claims.sub == "alice"', options);
  expect(found).not.toEqual([]);
  expect(checkExpression('claims.sub == "alice"', { ...options, tree: parseExpression('claims.sub == "alice"') })).toEqual(found);
  expect(checkExpression('syntax error', { ...options, tree: parseExpression('jwt.s == "a"') })).toEqual([]);
});
