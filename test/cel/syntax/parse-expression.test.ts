import { CelAst, CelSyntaxError, parseExpression } from '../../../src/cel';

function refusal(source: string): CelSyntaxError {
  try {
    parseExpression(source);
  } catch (error) {
    if (error instanceof CelSyntaxError) return error;
    throw error;
  }
  throw new Error(`\`${source}\` was accepted`);
}

/** The tree as nested lists: what binds to what, and nothing else. */
function shape(ast: CelAst): unknown {
  switch (ast.kind) {
    case 'literal': return typeof ast.value === 'bigint' ? Number(ast.value) : ast.value;
    case 'identifier': return ast.name;
    case 'select': return ['.', shape(ast.operand), ast.field];
    case 'has': return ['has', shape(ast.operand), ast.field];
    case 'index': return ['[]', shape(ast.operand), shape(ast.index)];
    case 'call': return ['call', ast.name, ...ast.args.map(shape)];
    case 'methodCall': return ['method', shape(ast.receiver), ast.name, ...ast.args.map(shape)];
    case 'macro': return [ast.macro, shape(ast.receiver), ast.variable, ...(ast.filter ? [shape(ast.filter)] : []), shape(ast.body)];
    case 'unary': return [ast.operator.repeat(ast.run), shape(ast.operand)];
    case 'binary': return [ast.operator, shape(ast.left), shape(ast.right)];
    case 'logical': return [ast.operator, ...ast.operands.map(shape)];
    case 'conditional': return ['?', shape(ast.condition), shape(ast.then), shape(ast.otherwise)];
    case 'list': return ['list', ...ast.elements.map(shape)];
    case 'map': return ['map', ...ast.entries.map(({ key, value }) => [shape(key), shape(value)])];
  }
}

describe('what binds to what', () => {
  test.each<[string, unknown]>([
    ['a == b < c', ['<', ['==', 'a', 'b'], 'c']],
    ['1 == 1 in [true]', ['in', ['==', 1, 1], ['list', true]]],
    ['a == (b < c)', ['==', 'a', ['<', 'b', 'c']]],
    ['a < b == c < d', ['<', ['==', ['<', 'a', 'b'], 'c'], 'd']],
    ['1 - 2 - 3', ['-', ['-', 1, 2], 3]],
    ['1 + 2 * 3', ['+', 1, ['*', 2, 3]]],
    ['a || b || c && d && e', ['||', 'a', 'b', ['&&', 'c', 'd', 'e']]],
    ['(a || b) || c', ['||', ['||', 'a', 'b'], 'c']],
    ['a ? b : c ? d : e', ['?', 'a', 'b', ['?', 'c', 'd', 'e']]],
    ['-1', -1],
    ['-1.string()', ['method', -1, 'string']],
    ['-[1][0]', ['-', ['[]', ['list', 1], 0]]],
    ['-(1)', ['-', 1]],
    ['--1', ['--', 1]],
    ['!!a', ['!!', 'a']],
    ['! ! a', ['!!', 'a']],
    ['!(!a)', ['!', ['!', 'a']]],
    ['!-1', ['!', -1]],
    ['2 - -2', ['-', 2, -2]],
    ['has(a.b.c)', ['has', ['.', 'a', 'b'], 'c']],
    ['has(a.b, c)', ['call', 'has', ['.', 'a', 'b'], 'c']],
    ['x.map(y, y > 0, y * 2)', ['map', 'x', 'y', ['>', 'y', 0], ['*', 'y', 2]]],
    ['x.existsOne(y, y)', ['existsOne', 'x', 'y', 'y']],
    ['x.exists(y)', ['method', 'x', 'exists', 'y']],
    ['x.with(y, y)', ['method', 'x', 'with', 'y', 'y']],
    ['a.`b-c/d`.e', ['.', ['.', 'a', '`b-c/d`'], 'e']],
    ['[.5, a < .5]', ['list', 0.5, ['<', 'a', 0.5]]],
    ['{1: 2, "a": [3,]}', ['map', [1, 2], ['a', ['list', 3]]]],
  ])('%s', (source, expected) => {
    expect(shape(parseExpression(source))).toEqual(expected);
  });
});

describe('literals', () => {
  test.each<[string, unknown]>([
    ['12.5', 12.5],
    ['1e3', 1000],
    ['10000000000.0', 1e10],
    ['0x1F', 31n],
    ['-9223372036854775808', -(2n ** 63n)],
    ['18446744073709551615u', 2n ** 64n - 1n],
    ['0xFFu', 255n],
    ['"a\\n\\x41\\101\\u00e9\\U0001F600\\?\\`"', 'a\nAA\u00e9\u{1F600}?`'],
    ['"it\\\'s"', 'it\\\'s'],
    ['\'say \\"hi\\"\'', 'say \\"hi\\"'],
    ['"q\\"q"', 'q"q'],
    ['r"\\d+"', '\\d+'],
    ['\'\'\'line\nline\'\'\'', 'line\nline'],
    ['b"é\\xff\\141"', Uint8Array.of(0xc3, 0xa9, 0xff, 0x61)],
  ])('%s', (source, expected) => {
    const ast = parseExpression(source);
    expect(ast.kind === 'literal' && ast.value).toEqual(expected);
  });

  test('a constant keeps its type', () => {
    expect(['1', '1u', '1.0', 'null', 'true', '"1"', 'b"1"'].map((source) => (parseExpression(source) as { type?: string }).type))
      .toEqual(['int', 'uint', 'double', 'null', 'bool', 'string', 'bytes']);
  });
});

describe('what agentgateway does not load is refused, with the place', () => {
  test.each<[string, string, number, number]>([
    ['', 'the expression ends too early', 1, 1],
    ['f(1,)', 'a comma before `)`', 1, 4],
    ['jwt.sub ==', 'the expression ends too early', 1, 11],
    ['jwt.sub = "a"', 'unexpected `=`', 1, 9],
    ['\n  jwt.sub == \'alice"', 'a text in quotes is not closed', 2, 14],
    ['has(a["b"])', '`has` needs a field, like `has(jwt.sub)`', 1, 5],
    ['x.map(1, 2)', 'the variable must be a plain name, not `1`', 1, 7],
    ['x.existsOne(1, 2)', 'the variable of `existsOne` must be a plain name', 1, 13],
    ['true ? false ? 1 : 2 : 3', 'a conditional between `?` and `:` needs parentheses', 1, 8],
    ['-!true', '`-!` needs parentheses', 1, 1],
    ['!-x', '`!-` needs parentheses', 1, 1],
    ['-0x1', 'a hexadecimal number cannot have a sign', 1, 2],
    ['9223372036854775808', '`9223372036854775808` does not fit an int of 64 bits', 1, 1],
    ['b"\\n"', '`\\n` is no escape sequence of bytes: only `\\xHH` and `\\OOO` are', 1, 3],
    ['"\\X41"', '`\\X` is no escape sequence', 1, 2],
    ['"\\ud83d"', '`\\ud83d` is no escape sequence', 1, 2],
    ['\'\'\'it\'s\'\'\'', 'a triple-quoted text cannot contain its own quote character `\'`', 1, 6],
    ['r\'a\\\'b\'', 'a backslash does not escape a quote in a raw text', 1, 4],
    ['`a`', 'only the name of a field can be in backticks', 1, 1],
    ['a.`b`()', 'only the name of a field can be in backticks', 1, 3],
    ['a.5', 'unexpected `5`', 1, 3],
    ['1 .5', 'unexpected `.5`', 1, 3],
    ['1 == "\ud800"', 'the expression is not valid Unicode', 1, 7],
  ])('%j', (source, message, line, column) => {
    expect(refusal(source)).toMatchObject({ message, line, column });
  });

  test('the marked piece of text is part of the error', () => {
    expect(refusal('jwt.sub = "a"')).toMatchObject({ range: [8, 9], snippet: '=' });
  });
});

describe('limits', () => {
  test('47 nested brackets are read and 48 are not', () => {
    expect(parseExpression(`${'('.repeat(47)}1${')'.repeat(47)}`)).toMatchObject({ kind: 'literal' });
    expect(refusal(`${'['.repeat(48)}1${']'.repeat(48)}`).message).toBe('brackets are nested more than 47 deep');
    expect(refusal(`${'('.repeat(300)}1${')'.repeat(300)}`).message).toBe('brackets are nested more than 47 deep');
  });

  test('brackets in texts and comments do not count', () => {
    expect(parseExpression(`"${'('.repeat(99)}" // ${'['.repeat(99)}`)).toMatchObject({ kind: 'literal' });
  });

  test('16,384 characters are read and 16,385 are not', () => {
    expect(parseExpression(`"${'\u{1F600}'.repeat(16_382)}"`)).toMatchObject({ kind: 'literal' });
    expect(refusal(`"${'a'.repeat(16_383)}"`).message).toBe('the expression is longer than 16384 characters');
  });

  test('thousands of alternatives are one flat node', () => {
    const ast = parseExpression(Array.from({ length: 5000 }, () => 'a').join('||'));
    expect(ast.kind === 'logical' && ast.operands.length).toBe(5000);
  });

  test.each(['+', '*', '==', '<'])('a chain of 5,000 operators `%s` is refused', (operator) => {
    expect(refusal(Array.from({ length: 5000 }, () => '1').join(operator)).message).toBe('the expression is nested too deeply');
  });

  test.each(['!', '-', '!-'])('a run of thousands of `%s` is refused', (operator) => {
    expect(refusal(`${operator.repeat(8000)}1`).message).toMatch(/^more than 16 operators/);
  });

  test('a path of hundreds of fields is refused', () => {
    expect(refusal(`a${'.b'.repeat(8000)}`).message).toBe('the expression is nested too deeply');
  });
});

describe('ranges', () => {
  test.each<[string, (ast: CelAst) => CelAst | undefined, string]>([
    ['(a) + (b)', (ast) => ast, '(a) + (b)'],
    ['(a + b)', (ast) => ast, 'a + b'],
    ['((a).f((b)))', (ast) => ast, '(a).f((b))'],
    ['f((a || b))', (ast) => (ast.kind === 'call' ? ast.args[0] : undefined), 'a || b'],
    ['a == (b in (c))', (ast) => (ast.kind === 'binary' ? ast.right : undefined), 'b in (c)'],
    ['!!(a)', (ast) => ast, '!!(a)'],
  ])('of `%s`', (source, pick, expected) => {
    expect(source.slice(...pick(parseExpression(source))!.range)).toBe(expected);
  });

  test('of the names inside a node', () => {
    const source = 'jwt . groups . exists ( g , g . name == 1 )';
    const ast = parseExpression(source);
    if (ast.kind !== 'macro' || ast.receiver.kind !== 'select' || ast.body.kind !== 'binary') throw new Error('another tree');
    const marked = [ast.nameRange, ast.variableRange, ast.receiver.fieldRange, ast.body.operatorRange].map((range) => source.slice(...range));
    expect(marked).toEqual(['exists', 'g', 'groups', '==']);
  });
});
