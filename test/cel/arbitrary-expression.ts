import fc from 'fast-check';
import { Activation, CelAst, CelHeaders, CelLiteral, parseJson } from '../../src/cel';

const range = [0, 0] as const;
const text = fc.oneof(
  fc.constantFrom('', 'alice', 'dev', 'admin-1', 'a,b', '10.1.2.3', '10.0.0.0/8', '^a', '(', '2024-02-29T12:34:56.789Z', '1h', '{"a":1}', 'é😀'),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const integer = fc.oneof(fc.bigInt(-3n, 50n), fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n));

const literal: fc.Arbitrary<CelAst> = fc.oneof(
  fc.record({ type: fc.constant('null'), value: fc.constant(null) }),
  fc.record({ type: fc.constant('bool'), value: fc.boolean() }),
  fc.record({ type: fc.constant('int'), value: integer }),
  fc.record({ type: fc.constant('uint'), value: fc.oneof(fc.bigInt(0n, 50n), fc.constant(2n ** 64n - 1n)) }),
  fc.record({ type: fc.constant('double'), value: fc.oneof(fc.constantFrom(0, -0, 0.5, 1e21, 5e-324), fc.double({ noNaN: true, noDefaultInfinity: true })) }),
  fc.record({ type: fc.constant('string'), value: text }),
  fc.record({ type: fc.constant('bytes'), value: fc.uint8Array({ maxLength: 4 }) }),
).map((parts) => ({ kind: 'literal', range, ...parts }) as CelLiteral);

const variable = fc.constantFrom('x', 'y', 'jwt');
const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('jwt', 'request', 'source', 'mcp', 'x', 'y', 'env', 'int') }, { weight: 1, arbitrary: fc.constantFrom('apiKey', 'missing', 'math') });
const field = fc.constantFrom('sub', 'groups', 'level', 'ratio', 'nested', 'none', 'nope', 'tool', 'name', 'headers', 'uri', 'port', 'address', '__proto__', 'constructor', '`a-b`');

const globals = ['size', 'string', 'int', 'uint', 'double', 'bytes', 'type', 'max', 'min', 'default', 'coalesce', 'startsWith', 'contains', 'json', 'toJson', 'cidr', 'ip', 'isIP',
  'duration', 'timestamp', 'flatten', 'variables', 'fail', 'jsonField', 'with', 'nosuch'];
const methods = [...globals, 'endsWith', 'matches', 'regexReplace', 'lowerAscii', 'trim', 'replace', 'split', 'join', 'substring', 'charAt', 'indexOf', 'lastIndexOf', 'stripPrefix', 'merge',
  'mapValues', 'filterKeys', 'getHours', 'getFullYear', 'containsIP', 'family', 'masked', 'prefixLength', 'query', 'addQuery', 'raw', 'cookie', 'unredacted', 'of', 'orValue', 'hasValue',
  'abs', 'least', 'round', 'bitAnd', 'bitShiftLeft', 'encode', 'decode', 'exists'];

/** Expressions of all kinds, right and wrong ones, in the shape that the parser gives them. */
export const arbitraryExpression: fc.Arbitrary<CelAst> = fc.letrec<{ expression: CelAst; call: CelAst }>((tie) => {
  const expression = tie('expression');
  const args = fc.array(expression, { maxLength: 3 });
  const variableAst = variable.map((bound): CelAst => ({ kind: 'identifier', name: bound, range }));
  return {
    call: fc.oneof(
      fc.record({ kind: fc.constant('call'), name: fc.constantFrom(...globals), args }),
      fc.record({ kind: fc.constant('methodCall'), receiver: expression, name: fc.constantFrom(...methods), args }),
      fc.record({
        kind: fc.constant('methodCall'),
        receiver: expression,
        name: fc.constantFrom('with', 'mapValues', 'filterKeys'),
        args: fc.tuple(variableAst, expression),
      }),
      fc.record({
        kind: fc.constant('methodCall'),
        receiver: fc.constantFrom('math', 'base64', 'url', 'form', 'optional').map((namespace): CelAst => ({ kind: 'identifier', name: namespace, range })),
        name: fc.constantFrom('encode', 'decode', 'abs', 'greatest', 'sqrt', 'bitXor', 'bitShiftRight', 'of', 'none', 'ofNonZeroValue'),
        args,
      }),
    ).filter(({ name: called, args: { length } }) => !(called === 'exists' && length === 2)).map((parts) => ({ range, nameRange: range, ...parts }) as CelAst),
    expression: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'expression' },
      { weight: 3, arbitrary: literal },
      { weight: 3, arbitrary: name.map((identifier): CelAst => ({ kind: 'identifier', name: identifier, range })) },
      { weight: 5, arbitrary: fc.record({ operand: expression, field }).map((parts): CelAst => ({ kind: 'select', range, fieldRange: range, ...parts })) },
      { weight: 1, arbitrary: fc.record({ operand: expression, field }).map((parts): CelAst => ({ kind: 'has', range, fieldRange: range, ...parts })) },
      { weight: 2, arbitrary: fc.record({ operand: expression, index: expression }).map((parts): CelAst => ({ kind: 'index', range, ...parts })) },
      { weight: 6, arbitrary: tie('call') },
      {
        weight: 2,
        arbitrary: fc.record({
          macro: fc.constantFrom('all', 'exists', 'exists_one', 'existsOne', 'filter', 'map'), receiver: expression, variable, body: expression,
        }).map((parts) => ({ kind: 'macro', range, nameRange: range, variableRange: range, ...parts }) as CelAst),
      },
      {
        weight: 1,
        arbitrary: fc.record({ receiver: expression, variable, filter: expression, body: expression })
          .map((parts): CelAst => ({ kind: 'macro', macro: 'map', range, nameRange: range, variableRange: range, ...parts })),
      },
      {
        weight: 2,
        arbitrary: fc.record({ operator: fc.constantFrom('!', '-'), run: fc.integer({ min: 1, max: 3 }), operand: expression })
          .map((parts): CelAst => ({ kind: 'unary', range, ...parts })),
      },
      {
        weight: 5,
        arbitrary: fc.record({
          operator: fc.constantFrom('==', '!=', '<', '<=', '>', '>=', 'in', '+', '-', '*', '/', '%'), left: expression, right: expression,
        }).map((parts): CelAst => ({ kind: 'binary', range, operatorRange: range, ...parts })),
      },
      {
        weight: 4,
        arbitrary: fc.record({ operator: fc.constantFrom('&&', '||'), operands: fc.array(expression, { minLength: 2, maxLength: 4 }) })
          .map((parts): CelAst => ({ kind: 'logical', range, ...parts })),
      },
      {
        weight: 1,
        arbitrary: fc.record({ condition: expression, then: expression, otherwise: expression }).map((parts): CelAst => ({ kind: 'conditional', range, ...parts })),
      },
      { weight: 1, arbitrary: fc.array(expression, { maxLength: 3 }).map((elements): CelAst => ({ kind: 'list', range, elements })) },
      {
        weight: 1,
        arbitrary: fc.array(fc.record({ key: expression, value: expression }), { maxLength: 2 }).map((entries): CelAst => ({ kind: 'map', range, entries })),
      },
    ),
  };
}).expression;

const claims = fc.record({
  sub: fc.constantFrom('alice', 'bob', 5, null),
  groups: fc.constantFrom(['dev', 'ops'], 'dev', [], ['a', 5, null], [{ n: 1 }]),
  level: fc.constantFrom(3, -3, '3'),
  ratio: fc.constantFrom(0.5, 2),
  nested: fc.constantFrom({ sub: 'x', level: 7, groups: [[1]] }, {}, null),
  none: fc.constant(null),
}, { requiredKeys: ['none'] });

/** Requests with and without a token, with claims of the expected and of other types. */
export const arbitraryActivation: fc.Arbitrary<Activation> = fc.record({
  jwt: claims.map((object) => parseJson(JSON.stringify(object))),
  rawToken: fc.constant('token'),
  apiKey: fc.constant({ key: 'k' }),
  source: fc.constant({ address: '10.1.2.3', port: 43210 }),
  mcp: fc.constantFrom<Activation['mcp']>({ tool: { target: 'github', name: 'get_me' } }, { prompt: { target: 'p', name: 'dev' } }),
  request: fc.array(fc.tuple(fc.constantFrom('sub', 'name', 'cookie'), fc.constantFrom('a', 'a,b', 'sub=1; x', '\xff')), { maxLength: 3 }).map((pairs) => ({
    method: 'POST', uri: '/mcp?sub=1&sub=2', path: '/mcp', pathAndQuery: '/mcp?sub=1', version: 'HTTP/1.1', headers: CelHeaders.ofRequest(pairs), body: Buffer.from('{"sub":1}'),
  })),
}, { requiredKeys: [] });

/** The text of rules as people write them: typed as far as claims have types, with receivers that may be no strings, guards and fallbacks. */
export const arbitraryRule: fc.Arbitrary<string> = fc.letrec<{ bool: string; text: string; list: string; any: string; number: string }>((tie) => {
  const [bool, string, list, any, number] = [tie('bool'), tie('text'), tie('list'), tie('any'), tie('number')];
  const quoted = fc.constantFrom('alice', 'dev', 'a', '', 'o', 'get_me', '^a', 'x').map((value) => JSON.stringify(value));
  const fill = (pattern: string, ...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
    fc.tuple(...parts).map((values) => values.reduce((filled, value) => filled.replace('@', () => value), pattern));
  const depth = { maxDepth: 5, depthIdentifier: 'rule' };
  return {
    bool: fc.oneof(
      depth,
      fc.constantFrom('true', 'false', 'has(jwt.sub)', 'has(jwt.nope)', 'jwt == null', 'has(mcp.tool)'),
      fill('@.startsWith(@)', any, quoted),
      fill('@.endsWith(@)', any, string),
      fill('@.matches(@)', any, string),
      fill('@.contains(@)', any, quoted),
      fill('(@ == @)', any, any),
      fill('(@ < @)', number, number),
      fill('(@ in @)', string, list),
      fill('!(@)', bool),
      fill('(@ && @)', bool, bool),
      fill('(@ || @)', bool, bool),
      fill('(@ ? @ : @)', bool, bool, bool),
      fill('coalesce(@, @)', bool, bool),
      fill('default(@, @)', bool, bool),
      fill('@.exists(g, @)', list, bool),
      fill('@.all(g, g.startsWith(@))', list, quoted),
      fill('@.exists_one(g, g == @)', list, quoted),
      fill('@.with(v, @)', any, bool),
    ),
    text: fc.oneof(depth, quoted, fc.constantFrom('jwt.sub', 'mcp.tool.name', 'request.headers.name', 'g', 'v', 'source.address'), fill('(@ + @)', string, string),
      fill('@.lowerAscii()', string), fill('string(@)', any), fill('default(@, @)', any, quoted), fill('@[0]', list)),
    list: fc.oneof(depth, fc.constantFrom('jwt.groups', '["dev", "ops"]', '[]', 'jwt.nested.groups', 'request.headers.raw().name'), fill('@.map(g, @)', list, any),
      fill('@.filter(g, @)', list, bool), fill('(@ + @)', list, list), fill('@.split(",")', string), fill('default(@, [])', list)),
    any: fc.oneof(depth, string, fc.constantFrom('jwt', 'jwt.sub', 'jwt.level', 'jwt.none', 'jwt.nested', 'request.headers.sub', 'apiKey', 'source'), number, list, bool),
    number: fc.oneof(depth, fc.constantFrom('1', 'jwt.level', '3u', '0.5', 'source.port'), fill('size(@)', any), fill('int(@)', any), fill('(@ + @)', number, number)),
  };
}).bool;
