import fc from 'fast-check';
import { arbitraryActivation, arbitraryExpression, arbitraryRule } from './arbitrary-expression';
import {
  CelAst, CelResult, CelSyntaxError, CelValue, compileExpression, decodeValue, encodeValue, jsonOf, parseExpression, parseJson, printExpression,
} from '../../src/cel';

const runs = { numRuns: 1000 };

const anyRule = fc.oneof(arbitraryExpression.map(printExpression), { weight: 3, arbitrary: arbitraryRule });

/** Undefined for a value without JSON text, such as a map with a value of its own kind. */
function shown(result: CelResult): string {
  return JSON.stringify(result.ok ? encodeValue(result.value) : { error: result.error.kind });
}

function withoutRanges(ast: CelAst): unknown {
  return JSON.parse(JSON.stringify(ast, (key, value: unknown) => {
    if (/[rR]ange$/.test(key)) return undefined;
    if (typeof value === 'bigint') return `${value}`;
    return Object.is(value, -0) ? '-0' : value;
  }));
}

test('every expression comes to a value or an error in every context', () => {
  fc.assert(fc.property(arbitraryExpression, arbitraryActivation, fc.constantFrom('faithful', 'strict'), (ast, activation, mode) => {
    const compiled = compileExpression(ast, { mode });
    const result = compiled.evaluate(activation);
    expect(compiled.matches(activation)).toBe(result.ok && result.value === true);
  }), runs);
});

test('a printed expression reads back as the same tree and comes to the same', () => {
  fc.assert(fc.property(arbitraryExpression, arbitraryActivation, (ast, activation) => {
    const read = parseExpression(printExpression(ast));
    expect(withoutRanges(read)).toEqual(withoutRanges(ast));
    const [before, after] = [ast, read].map((tree) => compileExpression(tree, { mode: 'faithful' }).evaluate(activation));
    expect(shown(after)).toBe(shown(before));
  }), runs);
});

test('the range of every node marks text of the same meaning', () => {
  fc.assert(fc.property(arbitraryExpression, (ast) => {
    const source = printExpression(ast);
    const check = (node: CelAst): void => {
      expect(withoutRanges(parseExpression(source.slice(...node.range)))).toEqual(withoutRanges(node));
      for (const value of Object.values(node).flat(2)) {
        if (typeof value === 'object' && value !== null && 'kind' in value) check(value as CelAst);
      }
    };
    check(parseExpression(source));
  }), { numRuns: 300 });
});

test('strict mode makes nothing true that is not true in faithful mode', () => {
  fc.assert(fc.property(anyRule, arbitraryActivation, (rule, activation) => {
    if (!compileExpression(rule, { mode: 'strict' }).matches(activation)) return;
    expect(compileExpression(rule, { mode: 'faithful' }).matches(activation)).toBe(true);
  }), { numRuns: 5000 });
});

test('strict mode differs from faithful mode by errors only', () => {
  fc.assert(fc.property(anyRule, arbitraryActivation, (rule, activation) => {
    const strict = compileExpression(rule, { mode: 'strict' }).evaluate(activation);
    if (!strict.ok) return;
    expect(shown(strict)).toBe(shown(compileExpression(rule, { mode: 'faithful' }).evaluate(activation)));
  }), { numRuns: 5000 });
});

test('the rules that these properties are about are not all errors, and do reach the difference between the modes', () => {
  const results = fc.sample(fc.tuple(arbitraryRule, arbitraryActivation), 1000).map(([rule, activation]) => {
    const [strict, faithful] = (['strict', 'faithful'] as const).map((mode) => compileExpression(rule, { mode }).evaluate(activation));
    if (!strict.ok) return faithful.ok ? 'different' : 'error';
    return strict.value === true ? 'true' : 'false';
  });
  for (const kind of ['true', 'false', 'error', 'different']) expect(results.filter((result) => result === kind).length).toBeGreaterThan(10);
});

test('an evaluation leaves nothing behind that changes the next one', () => {
  fc.assert(fc.property(arbitraryExpression, arbitraryActivation, arbitraryActivation, (ast, first, second) => {
    const compiled = compileExpression(ast, { mode: 'faithful' });
    const fresh = shown(compiled.evaluate(first));
    compiled.evaluate(second);
    expect(shown(compiled.evaluate(first))).toBe(fresh);
  }), { numRuns: 1000 });
});

test('any text is an expression or a syntax error with a place inside the text', () => {
  const pieces = fc.constantFrom('jwt', '.', '(', ')', '[', ']', '{', '}', ',', ':', '?', '||', '&&', '!', '-', '==', 'in', '"', '\'', '"""', 'b"', 'r\'', '\\', '1', '.5', '0x', 'u', 'e',
    'has(', 'map(', ' ', '\n', '//', '`', '\ud800', 'é');
  fc.assert(fc.property(fc.oneof(fc.string(), fc.array(pieces, { maxLength: 20 }).map((parts) => parts.join(''))), (source) => {
    try {
      expect(withoutRanges(parseExpression(printExpression(parseExpression(source))))).toEqual(withoutRanges(parseExpression(source)));
    } catch (error) {
      if (!(error instanceof CelSyntaxError)) throw error;
      const [start, end] = error.range;
      expect(start).toBeLessThanOrEqual(end);
      expect(end).toBeLessThanOrEqual(source.length);
      expect(error.snippet).toBe(source.slice(start, end));
    }
  }), runs);
});

test('JSON goes in and comes out the same', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    expect(JSON.parse(jsonOf(parseJson(JSON.stringify(value)))!)).toEqual(JSON.parse(JSON.stringify(value)));
  }), runs);
});

test('a text is JSON for this reader exactly if it is for JavaScript', () => {
  const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"', '\\', '\\u0041', '1', '-', '0', '01', '.', '.5', 'e', 'E+', 'true', 'null', 'nul', ' ', '\t', '\u00a0', '\ufeff');
  fc.assert(fc.property(fc.oneof(fc.json(), fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(''))), (source) => {
    const accepts = (read: (text: string) => unknown): boolean => {
      try {
        read(source);
        return true;
      } catch (error) {
        if (error instanceof SyntaxError) return false;
        throw error;
      }
    };
    expect(accepts(parseJson)).toBe(accepts(JSON.parse));
  }), runs);
});

test('a value survives being written down with its type', () => {
  fc.assert(fc.property(arbitraryExpression, arbitraryActivation, (ast, activation) => {
    const result = compileExpression(ast, { mode: 'faithful' }).evaluate(activation);
    if (!result.ok) return;
    const written = encodeValue(result.value);
    if (JSON.stringify(written).includes('"t":"type"') && JSON.stringify(written).includes('::')) return;
    expect(encodeValue(decodeValue(written) as CelValue)).toEqual(written);
  }), runs);
});
