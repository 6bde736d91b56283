import * as fc from 'fast-check';
import { activationFromJson, CelFindingCode, CelPlace, checkExpression, compileExpression, parseJson } from '../../../src/cel';

/** Findings that say of an expression that it never has a result of use. */
const dead: readonly CelFindingCode[] = ['A08', 'A09', 'A18', 'A22', 'A26', 'A30', 'A31'];

const claim = fc.oneof(
  fc.constantFrom<unknown>('alice', 'admin', '', 'a b', 1, 1.5, -3, true, false, null),
  fc.array(fc.constantFrom<unknown>('alice', 'admin', 2, null, true), { maxLength: 3 }),
  fc.record({ role: fc.constantFrom<unknown>('admin', 1, null, ['admin']) }, { requiredKeys: [] }),
);

const claims = fc.record({ sub: claim, role: claim, groups: claim, level: claim, user: claim }, { requiredKeys: [] });

const header = fc.oneof(fc.constantFrom('alice', 'a', ''), fc.array(fc.constantFrom('alice', 'b'), { minLength: 2, maxLength: 2 }));

const request = fc.record({
  method: fc.constantFrom('GET', 'POST'),
  path: fc.constantFrom('/', '/mcp'),
  headers: fc.record({ x: header, team: header }, { requiredKeys: [] }),
  host: fc.option(fc.constant('example.com'), { nil: undefined }),
}).map((parts) => ({
  ...parts, version: 'HTTP/1.1', uri: `http://example.com${parts.path}?a=b`, pathAndQuery: `${parts.path}?a=b`,
}));

const source = fc.record({
  port: fc.constantFrom(1, 80, 1024),
  identity: fc.constantFrom({ trustDomain: 'a', namespace: 'b', serviceAccount: 'c' }, null, undefined),
}).map((parts) => ({ ...parts, address: '10.0.0.1' }));

const item = fc.constantFrom({ target: 'github', name: 'get_me' }, { target: 'alice', name: 'admin' });

const mcp = fc.oneof(item.map((tool) => ({ tool })), item.map((prompt) => ({ prompt })));

/** What can be there at a place; a policy that did not run leaves its variable null. */
const contexts: ReadonlyMap<CelPlace, fc.Arbitrary<unknown>> = new Map<CelPlace, fc.Arbitrary<unknown>>([
  ['networkAuthorization', fc.record({ source })],
  ['httpAuthorization', fc.record({ source, request, jwt: fc.option(claims, { nil: undefined }) })],
  ['mcpAuthorization', fc.record({
    source,
    request,
    mcp,
    jwt: fc.option(claims, { nil: undefined }),
    backend: fc.constant({ name: 'default/mcp', type: 'mcp', protocol: 'mcp' }),
  })],
]);

const read = fc.constantFrom(
  'jwt', 'jwt.sub', 'jwt.role', 'jwt["role"]', 'jwt.groups', 'jwt.groups[0]', 'jwt.level', 'jwt.user', 'jwt.user.role', 'jwt.rawToken',
  'request.method', 'request.path', 'request.host', 'request.uri', 'request.headers', 'request.headers.x', 'request.headers["x"]',
  'request.headers["te" + "am"]', 'request.headers.join().x', 'request', 'source.port', 'source.address', 'source.identity', 'source.identity.namespace',
  'mcp', 'mcp.tool', 'mcp.tool.name', 'mcp.prompt.target', 'mcp.tool.arguments', 'mcp.methodName', 'backend.name', 'apiKey.key', 'response.code', 'g',
);

const literal = fc.constantFrom(
  '"alice"', '"admin"', '"a"', '""', '1', '80', '1u', '1.5', '-3', 'true', 'false', 'null', '[]', '["alice", "admin"]', '[1, "a"]', '{"role": 1}', '{}', 'b"a"', '"10.0.0.1"',
);

const { condition } = fc.letrec<{ value: string; condition: string }>((tie) => {
  const value = tie('value');
  const inner = tie('condition');
  return {
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { arbitrary: read, weight: 8 },
      { arbitrary: literal, weight: 5 },
      { arbitrary: fc.tuple(value, fc.constantFrom('+', '-', '*', '/', '%'), value).map(([left, operator, right]) => `(${left} ${operator} ${right})`), weight: 1 },
      {
        arbitrary: fc.tuple(fc.constantFrom('string', 'int', 'type', 'size', 'double', 'toJson', 'uint', 'json', 'max', 'cidr', 'ip'), value)
          .map(([name, argument]) => `${name}(${argument})`),
        weight: 1,
      },
      { arbitrary: fc.tuple(fc.constantFrom('default', 'coalesce'), value, value).map(([name, left, right]) => `${name}(${left}, ${right})`), weight: 1 },
      { arbitrary: fc.tuple(inner, value, value).map(([test, left, right]) => `(${test} ? ${left} : ${right})`), weight: 1 },
      {
        arbitrary: fc.tuple(value, fc.constantFrom('map', 'filter', 'with', 'mapValues', 'filterKeys'), value).map(([left, name, right]) => `(${left}).${name}(g, ${right})`),
        weight: 1,
      },
      { arbitrary: fc.tuple(value, fc.constantFrom('lowerAscii()', 'split("a")', 'join("")', 'trim()', 'merge({})')).map(([left, call]) => `(${left}).${call}`), weight: 1 },
      { arbitrary: value.map((list) => `(${list})[0]`), weight: 1 },
      { arbitrary: value.map((object) => `(${object}).role`), weight: 1 },
    ),
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { arbitrary: fc.tuple(value, fc.constantFrom('==', '!=', '<', '>=', 'in'), value).map(([left, operator, right]) => `${left} ${operator} ${right}`), weight: 5 },
      {
        arbitrary: fc.tuple(value, fc.constantFrom('startsWith', 'endsWith', 'matches', 'contains'), value).map(([left, name, right]) => `(${left}).${name}(${right})`),
        weight: 2,
      },
      {
        arbitrary: fc.tuple(read, fc.constantFrom('string', 'list', 'map', 'int', 'uint', 'bool', 'null_type', 'float')).map(([subject, name]) => `type(${subject}) == ${name}`),
        weight: 3,
      },
      { arbitrary: fc.constantFrom('has(jwt.sub)', 'has(jwt.user.role)', 'has(mcp.tool)', 'has(request.headers.x)', 'has(mcp.tool.arguments)', 'has(jwt.rawToken)'), weight: 1 },
      { arbitrary: fc.tuple(inner, fc.constantFrom('&&', '||'), inner).map(([left, operator, right]) => `(${left} ${operator} ${right})`), weight: 5 },
      { arbitrary: inner.map((operand) => `!(${operand})`), weight: 2 },
      { arbitrary: fc.tuple(value, fc.constantFrom('exists', 'all', 'exists_one'), inner).map(([list, macro, body]) => `(${list}).${macro}(g, ${body})`), weight: 3 },
      { arbitrary: fc.tuple(inner, inner, inner).map(([test, left, right]) => `(${test} ? ${left} : ${right})`), weight: 1 },
      { arbitrary: value, weight: 1 },
    ),
  };
});

const runs = 1_000;

test.each([...contexts.keys()])('an expression that is true for some request is not called dead in %s', (place) => {
  let matched = 0;
  fc.assert(fc.property(condition, fc.array(contexts.get(place)!, { minLength: 4, maxLength: 4 }), (expression, candidates) => {
    const compiled = compileExpression(expression, { mode: 'faithful' });
    if (!candidates.some((context) => compiled.matches(activationFromJson(parseJson(JSON.stringify(context)))))) {
      return;
    }
    matched++;
    for (const action of ['Allow', 'Deny'] as const) {
      const findings = checkExpression(expression, { place, targetVersion: '1.4', action });
      expect(findings.filter(({ code, severity }) => severity === 'error' && (dead.includes(code) || code === 'A02'))).toEqual([]);
    }
  }), { numRuns: runs });
  // otherwise nothing was tried
  expect(matched).toBeGreaterThan(0);
});

test('a value that some request yields is not called impossible in an access log', () => {
  fc.assert(fc.property(condition, contexts.get('mcpAuthorization')!, (expression, context) => {
    const { ok } = compileExpression(expression, { mode: 'faithful' }).evaluate(activationFromJson(parseJson(JSON.stringify(context))));
    if (ok) {
      const findings = checkExpression(expression, { place: 'accessLog', targetVersion: '1.4' });
      expect(findings.filter(({ code, severity }) => severity === 'error' && dead.includes(code))).toEqual([]);
    }
  }), { numRuns: runs });
});

test('whatever is written, the check ends without an exception', () => {
  fc.assert(fc.property(fc.oneof(condition, fc.string(), condition.map((text) => text.slice(0, -1))), (expression) => {
    for (const { range } of checkExpression(expression, { place: 'httpAuthorization', targetVersion: '1.4' })) {
      expect(range[0]).toBeGreaterThanOrEqual(0);
      expect(range[1]).toBeLessThanOrEqual(expression.length);
    }
  }), { numRuns: runs });
});
