import { Activation, CelHeaders, CelResult, CelValue, compileExpression, encodeValue, parseJson } from '../../../src/cel';

function evaluate(expression: string, activation: Activation = {}): CelResult {
  return compileExpression(expression, { mode: 'faithful' }).evaluate(activation);
}

function shown(expression: string, activation: Activation = {}): unknown {
  const result = evaluate(expression, activation);
  return result.ok ? encodeValue(result.value) : result.error.kind;
}

function nested(times: number, wrap: (inner: string) => string, innermost: string): string {
  let text = innermost;
  for (let depth = 0; depth < times; depth++) text = wrap(text);
  return text;
}

function withHeaders(...pairs: [string, string][]): Activation {
  return {
    request: { method: 'GET', uri: '/?a=b', path: '/', pathAndQuery: '/?a=b', version: 'HTTP/1.1', headers: CelHeaders.ofRequest(pairs) },
  };
}

/** More than a megabyte, in every shape that a loop or a search can be slow on. */
const large: Activation = {
  ...withHeaders(['x', 'a,'.repeat(8000)], ['cookie', 'a=b;'.repeat(4000)]),
  jwt: parseJson(JSON.stringify({
    numbers: Array.from({ length: 50_000 }, (_, index) => index),
    names: Array.from({ length: 20_000 }, (_, index) => `name${index}`),
    text: 'a'.repeat(1_000_000),
    members: Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, index])),
  })),
};

describe('claims of a megabyte', () => {
  test.each<[string, unknown]>([
    ['jwt.names.exists(n, n == "name19999")', { t: 'bool', v: true }],
    ['"name19999" in jwt.names', { t: 'bool', v: true }],
    ['size(jwt.text) + size(jwt.members)', { t: 'int', v: '1010000' }],
    ['jwt.text.matches("^(a+)+$")', { t: 'bool', v: true }],
    ['jwt.text.endsWith("b")', { t: 'bool', v: false }],
    ['json(toJson(jwt.members)).k9999', { t: 'uint', v: '9999' }],
  ])('%s', (expression, expected) => {
    expect(shown(expression, large)).toEqual(expected);
  });

  test.each([
    'jwt.numbers.all(a, jwt.numbers.all(b, jwt.numbers.all(c, a + b + c >= 0u)))',
    'jwt.numbers.map(a, jwt.numbers)',
    'jwt.numbers.all(a, jwt.numbers == jwt.numbers)',
    'jwt.names.all(a, a in jwt.names)',
    'jwt.names.all(a, !jwt.text.contains("b"))',
    'jwt.names.all(a, jwt.text.matches("^(a+)+$"))',
    'jwt.names.all(a, !a.matches(a + a))',
    'jwt.names.map(a, toJson(jwt))',
    'jwt.names.map(a, jwt.members.mapValues(v, v))',
    'jwt.names.map(a, jwt.members.merge(jwt.members))',
    'jwt.names.map(a, sha256.encode(jwt.text))',
    'jwt.names.map(a, jwt.text.split(""))',
    'jwt.names.map(a, jwt.text + a).join("").size()',
    'toJson(jwt.names.map(a, jwt.text))',
    'form.encode({"a": jwt.names.map(a, jwt.text)})',
    'jwt.text.contains("b" + jwt.text.substring(500000))',
    'jwt.names.map(a, request.headers.split())',
    'jwt.names.map(a, request.headers.cookie("a"))',
    'jwt.names.map(a, coalesce(duration(jwt.text), 1)).map(a, jwt.names)',
  ])('an expression that would take forever ends with an error: %s', (expression) => {
    expect(shown(expression, large)).toBe('BudgetExceeded');
  });

  test('the budget cannot be hidden by a fallback', () => {
    const endless = 'jwt.numbers.all(a, jwt.numbers.all(b, jwt.numbers.all(c, true)))';
    for (const expression of [`coalesce(${endless}, true)`, `default(${endless}, true)`, `${endless} || true`, `!(${endless} && false)`]) {
      expect(shown(expression, large)).toBe('BudgetExceeded');
    }
  });

  test('each evaluation has a budget of its own', () => {
    const compiled = compileExpression('jwt.names.exists(n, n == "name19999")', { mode: 'faithful' });
    for (let round = 0; round < 50; round++) expect(compiled.matches(large)).toBe(true);
  });
});

describe('values that double with every step', () => {
  test.each([
    nested(45, (inner) => `(${inner}).with(x, x + x)`, '"aaaa"'),
    nested(45, (inner) => `(${inner}).with(x, x + x)`, '[1]'),
    nested(45, (inner) => `(${inner}).replace("", "aaaaaaaa")`, '"a"'),
    nested(45, (inner) => `(${inner}).with(x, toJson([x, x]))`, '"a"'),
  ])('%#', (expression) => {
    expect(shown(expression)).toBe('BudgetExceeded');
  });

  test('are not computed while compiling either', () => {
    const compiled = compileExpression(nested(45, (inner) => `(${inner}).replace("", "aaaaaaaa")`, '"a"'), { mode: 'strict' });
    expect(compiled.matches({})).toBe(false);
  });
});

describe('patterns made to be slow', () => {
  test.each(['^(a+)+$', '(a|aa)+$', '(a*)*b', '(x+x+)+y', '.*.*.*=.*'])('%s', (pattern) => {
    expect(shown(`jwt.text.matches("${pattern}")`, { jwt: parseJson(`{"text":"${'a'.repeat(50_000)}!"}`) })).toEqual({ t: 'bool', v: false });
  });

  test.each(['(a{1000}){1000}', 'a{1000}'.repeat(100), '(((a{50}){50}){50})', `${'(a'.repeat(600)}${')'.repeat(600)}{200}`])('%#', (pattern) => {
    expect(shown(`jwt.text.matches("${pattern}")`, { jwt: parseJson('{"text":"a"}') })).toBe('FunctionError');
  });
});

describe('names that mean something to JavaScript', () => {
  const jwt = parseJson('{"__proto__":{"admin":true},"constructor":"c","hasOwnProperty":1,"list":[1],"text":"t"}');

  test.each<[string, unknown]>([
    ['jwt.__proto__.admin', { t: 'bool', v: true }],
    ['jwt["__proto__"].admin', { t: 'bool', v: true }],
    ['jwt.admin', 'NoSuchKey'],
    ['has(jwt.toString)', { t: 'bool', v: false }],
    ['jwt.valueOf', 'NoSuchKey'],
    ['jwt.constructor', { t: 'string', v: 'c' }],
    ['jwt.constructor.constructor', 'NoSuchKey'],
    ['jwt.hasOwnProperty', { t: 'int', v: '1' }],
    ['jwt.list.length', 'NoSuchKey'],
    ['jwt.list["constructor"]', 'UnsupportedListIndex'],
    ['jwt.text.length', 'NoSuchKey'],
    ['jwt.text.constructor', 'NoSuchKey'],
    ['"__proto__" in jwt', { t: 'bool', v: true }],
    ['"toString" in jwt', { t: 'bool', v: false }],
    ['request.constructor', 'NoSuchKey'],
    ['has(request.__proto__)', { t: 'bool', v: false }],
    ['request.headers.constructor', 'NoSuchKey'],
    ['request.headers["__proto__"]', 'NoSuchKey'],
    ['constructor', 'UndeclaredReference'],
    ['toString()', 'UndeclaredReference'],
    ['jwt.toString()', 'UndeclaredReference'],
    ['jwt.text.constructor("a")', 'UndeclaredReference'],
    ['math.constructor(1)', 'UndeclaredReference'],
    ['toString.encode("a")', 'UndeclaredReference'],
    ['{"__proto__": 1}.__proto__', { t: 'int', v: '1' }],
    ['{"a": 1}.merge({"__proto__": {"b": 2}}).b', 'NoSuchKey'],
    ['form.decode("__proto__=1").__proto__', { t: 'string', v: '1' }],
    ['"x".regexReplace("(?P<a>x)", "${constructor}")', { t: 'string', v: '' }],
    ['"x".matches("[[:constructor:]]")', { t: 'bool', v: false }],
    ['toJson(jwt).contains("__proto__")', { t: 'bool', v: true }],
  ])('%s', (expression, expected) => {
    expect(shown(expression, { ...withHeaders(['x', 'y']), jwt })).toEqual(expected);
  });

  test('leave every prototype as it was', () => {
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe('headers', () => {
  test.each<[string, string, unknown]>([
    ['a plain value is a string', 'request.headers["X-A"]', { t: 'string', v: 'one' }],
    ['a value that is not UTF-8 does not exist', 'request.headers["x-bad"]', 'NoSuchKey'],
    ['nor does it under its name', 'request.headers.x_bad', 'NoSuchKey'],
    ['nor for `in`', '"x-bad" in request.headers', { t: 'bool', v: false }],
    ['nor does it make a receiver that is no string', '["on"].exists(p, request.headers["x-bad"].startsWith(p))', 'NoSuchKey'],
    ['UTF-8 is read outside the fast path only', '[request.headers].map(h, h["x-utf8"])', { t: 'list', v: [{ t: 'string', v: 'é' }] }],
    ['the fast path takes visible ASCII only', 'request.headers["x-utf8"]', 'NoSuchKey'],
  ])('%s', (_, expression, expected) => {
    expect(shown(expression, withHeaders(['X-A', 'one'], ['x-bad', '\xff\xfe'], ['x-utf8', '\xc3\xa9']))).toEqual(expected);
  });
});

describe('secrets', () => {
  const activation: Activation = { jwt: parseJson('{"sub":"a"}'), rawToken: 'the-token', apiKey: { key: 'the-key' } };

  test.each(['jwt.rawToken', 'apiKey.key', 'string(apiKey.key)', 'toJson(apiKey)', 'apiKey.key + ""', '[jwt.rawToken].map(t, t)'])('%s shows nothing', (expression) => {
    expect(JSON.stringify(shown(expression, activation))).toContain('<redacted>');
    expect(JSON.stringify(shown(expression, activation))).not.toMatch(/the-(token|key)/);
  });

  test('only `unredacted()` shows them', () => {
    expect(shown('jwt.rawToken.unredacted() + apiKey.key.unredacted()', activation)).toEqual({ t: 'string', v: 'the-tokenthe-key' });
  });

  test('are not in the text of errors', () => {
    const failing = ['apiKey.key.unredacted() + 1', 'jwt[apiKey.key.unredacted()]', 'int(apiKey.key.unredacted())', 'ip(apiKey.key.unredacted())', 'fail(apiKey.key.unredacted())',
      '"a".matches("(" + apiKey.key.unredacted())', 'json(apiKey.key.unredacted())', 'duration(apiKey.key.unredacted())'];
    for (const expression of failing) {
      const result = evaluate(expression, activation);
      expect(result.ok ? 'a value' : result.error.message).not.toContain('the-key');
      expect(result.ok).toBe(false);
    }
  });
});

describe('strict mode', () => {
  const activation: Activation = { jwt: parseJson('{"email":null,"groups":["a"],"name":"admin-1"}') };
  const strict = (expression: string): unknown => {
    const result = compileExpression(expression, { mode: 'strict' }).evaluate(activation);
    return result.ok ? (result.value as CelValue) : result.error.kind;
  };

  test.each([
    'jwt.email.endsWith("@example.com")',
    'jwt.groups.startsWith("x")',
    'jwt.groups.matches("x" + "")',
    'jwt.groups.matches("x")',
    'jwt.startsWith("x")',
    'startsWith(jwt.name, "x")',
    'endsWith(jwt.name, "x")',
    'matches(jwt.name, "x")',
    'coalesce(jwt.email.endsWith("x"), true)',
    'coalesce(!jwt.email.endsWith("x"), true)',
    'default(jwt.groups.matches("x"), true)',
  ])('%s is an error of its own', (expression) => {
    expect(strict(expression)).toBe('UnexpectedReceiver');
  });

  test.each<[string, unknown]>([
    ['jwt.name.startsWith("admin")', true],
    ['jwt.name.matches("^admin-\\\\d$")', true],
    ['jwt.email.endsWith("x") || jwt.name == "admin-1"', true],
    ['jwt.email.endsWith("x") && false', false],
  ])('%s is %p', (expression, expected) => {
    expect(strict(expression)).toBe(expected);
  });
});
