import fc from 'fast-check';
import { ClaimMatcher, ClaimRule } from '../../src';
import { Activation, CelHeaders, compileExpression, McpVariables, parseJson } from '../../src/cel';

/** Yes, no, or it cannot be told. */
type Answer = boolean | undefined;
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What a rule is asked about. */
interface Situation {
  /** Undefined where there is no token. */
  readonly claims?: ReadonlyMap<string, Json>;
  readonly headers: readonly (readonly [string, string])[];
  readonly address: string;
  readonly item: { readonly kind: 'tool' | 'prompt' | 'resource' | 'task'; readonly target: string; readonly name: string };
}

/** A rule, and what it means without regard to any expression language. */
interface Meant {
  readonly rule: ClaimRule;
  readonly answer: (situation: Situation) => Answer;
}

const texts = fc.constantFrom<string[]>('', 'a', 'alice', 'xalice', 'alicex', 'dev', 'developers', 'dev ops', '\u00e9\ud83d\ude00', '"', '\\', 'true', '5');
const someText = texts.filter((text) => text !== '');
const numbers = fc.constantFrom<number[]>(-1, 0, 4.5, 5, 6, 2 ** 40);
const scalars = fc.oneof<fc.Arbitrary<Json>[]>(texts, numbers, fc.boolean(), fc.constant(null));
const hostile: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: scalars },
  fc.array(fc.oneof<fc.Arbitrary<Json>[]>(scalars, fc.constant(['dev']), fc.constant({ dev: 1 }))),
  fc.record({ roles: fc.oneof<fc.Arbitrary<Json>[]>(scalars, fc.array(scalars)) }, { requiredKeys: [] }),
  fc.constant({ dev: true, alice: 1, in: 'alice' }),
);
const claimNames = fc.constantFrom('sub', 'groups', 'https://x/y', 'in', '__proto__', 'constructor', 'toString', 'a.b', 'a"]', '');
const situations: fc.Arbitrary<Situation> = fc.record({
  claims: fc.option(fc.array(fc.tuple(claimNames, hostile)).map((entries) => new Map(entries)), { nil: undefined, freq: 6 }),
  headers: fc.array(fc.tuple(fc.constantFrom('x-team', 'X-Team', 'x-other'), fc.constantFrom('alice', 'dev', 'alicex', '\u00c3\u00a9', ''))),
  address: fc.constantFrom('10.1.2.3', '192.168.0.1', 'fd00::1', '::ffff:10.1.2.3'),
  item: fc.record({
    kind: fc.constantFrom('tool', 'prompt', 'resource', 'task'),
    target: fc.constantFrom('github', 'files'),
    name: fc.constantFrom('get_me', 'delete', 'a"b'),
  }),
});

const paths = fc.tuple(claimNames.filter((name) => name !== ''), fc.boolean()).map(([name, nested]) => nested ? [name, 'roles'] : [name]);

function claim(path: string[]): ClaimMatcher {
  return ClaimRule.claim(path);
}

function claimAt({ claims }: Situation, [first, ...rest]: readonly string[]): Json | undefined {
  return rest.reduce<Json | undefined>(
    (value, name) => isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined,
    claims?.get(first),
  );
}

function isMap(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function ofText(path: string[], make: (text: string) => boolean): (situation: Situation) => Answer {
  return (situation) => {
    const value = claimAt(situation, path);
    return typeof value === 'string' ? make(value) : undefined;
  };
}

function ofNumber(path: string[], make: (number: number) => boolean): (situation: Situation) => Answer {
  return (situation) => {
    const value = claimAt(situation, path);
    return typeof value === 'number' ? make(value) : undefined;
  };
}

function firstHeader({ headers }: Situation): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === 'x-team')?.[1];
}

function ofHeader(make: (text: string) => boolean): (situation: Situation) => Answer {
  return (situation) => {
    const value = firstHeader(situation);
    return value !== undefined && /^[\x20-\x7e]*$/.test(value) ? make(value) : undefined;
  };
}

const conditions: fc.Arbitrary<Meant> = fc.oneof(
  fc.tuple(paths, texts).map(([path, text]) => ({ rule: claim(path).equals(text), answer: ofText(path, (value) => value === text) })),
  fc.tuple(paths, numbers).map(([path, number]) => ({ rule: claim(path).equals(number), answer: ofNumber(path, (value) => value === number) })),
  fc.tuple(paths, fc.boolean()).map(([path, truth]) => ({
    rule: claim(path).equals(truth),
    answer: (situation: Situation) => {
      const value = claimAt(situation, path);
      return typeof value === 'boolean' ? value === truth : undefined;
    },
  })),
  fc.tuple(paths, fc.array(texts, { minLength: 1 })).map(([path, list]) => ({
    rule: claim(path).oneOf(...list), answer: ofText(path, (value) => list.includes(value)),
  })),
  fc.tuple(paths, fc.oneof(texts, numbers)).map(([path, element]) => ({
    rule: claim(path).contains(element),
    answer: (situation: Situation) => {
      const value = claimAt(situation, path);
      return Array.isArray(value) ? value.includes(element) : undefined;
    },
  })),
  fc.tuple(paths, fc.constantFrom('dev', 'ops', 'alice')).map(([path, scope]) => ({
    rule: claim(path).hasScope(scope), answer: ofText(path, (value) => value.split(' ').includes(scope)),
  })),
  fc.tuple(paths, someText).map(([path, text]) => ({ rule: claim(path).startsWith(text), answer: ofText(path, (value) => value.startsWith(text)) })),
  fc.tuple(paths, someText).map(([path, text]) => ({ rule: claim(path).endsWith(text), answer: ofText(path, (value) => value.endsWith(text)) })),
  paths.map((path) => ({ rule: claim(path).matches('^d.v'), answer: ofText(path, (value) => /^d.v/.test(value)) })),
  fc.tuple(paths, numbers).map(([path, number]) => ({ rule: claim(path).greaterThan(number), answer: ofNumber(path, (value) => value > number) })),
  fc.tuple(paths, numbers).map(([path, number]) => ({ rule: claim(path).atLeast(number), answer: ofNumber(path, (value) => value >= number) })),
  fc.tuple(paths, numbers).map(([path, number]) => ({ rule: claim(path).lessThan(number), answer: ofNumber(path, (value) => value < number) })),
  fc.tuple(paths, numbers).map(([path, number]) => ({ rule: claim(path).atMost(number), answer: ofNumber(path, (value) => value <= number) })),
  paths.map((path) => ({
    rule: claim(path).exists(),
    answer: (situation: Situation) => situation.claims === undefined ? undefined : (claimAt(situation, path) ?? null) !== null,
  })),
  fc.constant({ rule: ClaimRule.header('X-TEAM').equals('alice'), answer: ofHeader((value) => value === 'alice') }),
  fc.constant({ rule: ClaimRule.header('x-team').oneOf('alice', 'dev'), answer: ofHeader((value) => ['alice', 'dev'].includes(value)) }),
  fc.constant({ rule: ClaimRule.header('x-team').startsWith('alice'), answer: ofHeader((value) => value.startsWith('alice')) }),
  fc.constant({ rule: ClaimRule.header('x-team').exists(), answer: (situation: Situation) => firstHeader(situation) !== undefined }),
  fc.constant({ rule: ClaimRule.sourceAddress('10.0.0.0/8'), answer: ({ address }: Situation) => address === '10.1.2.3' }),
  ...(['tool', 'prompt', 'resource'] as const).map((kind) => fc.uniqueArray(fc.constantFrom<string[]>('get_me', 'a"b'), { minLength: 1 }).map((names) => ({
    rule: ClaimRule[kind](...names), answer: ({ item }: Situation) => item.kind === kind && names.includes(item.name),
  }))),
  fc.uniqueArray(fc.constantFrom<string[]>('github', 'other'), { minLength: 1 }).map((names) => ({
    rule: ClaimRule.target(...names), answer: ({ item }: Situation) => names.includes(item.target),
  })),
  fc.constant({
    rule: ClaimRule.cel('jwt.sub == "alice" // the boss'),
    answer: (situation: Situation) => {
      const value = claimAt(situation, ['sub']);
      return value === undefined ? undefined : value === 'alice';
    },
  }),
);

const { meant } = fc.letrec<{ meant: Meant }>((tie) => ({
  meant: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    conditions,
    tie('meant').map(({ rule, answer }) => ({ rule: ClaimRule.not(rule), answer: (situation: Situation) => negated(answer(situation)) })),
    fc.array(tie('meant'), { minLength: 1, maxLength: 4 }).map((parts) => ({
      rule: ClaimRule.allOf(...parts.map(({ rule }) => rule)), answer: (situation: Situation) => all(parts.map(({ answer }) => answer(situation))),
    })),
    fc.array(tie('meant'), { minLength: 1, maxLength: 4 }).map((parts) => ({
      rule: ClaimRule.anyOf(...parts.map(({ rule }) => rule)),
      answer: (situation: Situation) => negated(all(parts.map(({ answer }) => negated(answer(situation))))),
    })),
  ),
}));

function negated(answer: Answer): Answer {
  return answer === undefined ? undefined : !answer;
}

function all(answers: readonly Answer[]): Answer {
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
}

function activationOf({ claims, headers, address, item: { kind, target, name } }: Situation): Activation {
  const mcp: McpVariables = { [kind]: { target, name } };
  return {
    request: { method: 'POST', uri: 'http://gateway/mcp', path: '/mcp', pathAndQuery: '/mcp', version: 'HTTP/1.1', headers: CelHeaders.ofRequest(headers) },
    source: { address, port: 4711 },
    jwt: claims && parseJson(`{${[...claims].map(([claimed, value]) => `${JSON.stringify(claimed)}:${JSON.stringify(value)}`).join()}}`),
    mcp,
  };
}

test.each(['faithful', 'strict'] as const)('a rule allows exactly where it certainly holds, whatever the claims are (%s)', (mode) => {
  fc.assert(fc.property(meant, fc.array(situations, { minLength: 1, maxLength: 8 }), ({ rule, answer }, various) => {
    const expression = compileExpression(rule.expression, { mode });
    for (const situation of various) expect(expression.matches(activationOf(situation))).toBe(answer(situation) === true);
  }), { numRuns: 1500 });
});

test('a rule and its opposite never hold together', () => {
  fc.assert(fc.property(meant, situations, ({ rule }, situation) => {
    const activation = activationOf(situation);
    const holds = [rule, ClaimRule.not(rule)].map(({ expression }) => compileExpression(expression, { mode: 'faithful' }).matches(activation));
    expect(holds).not.toStrictEqual([true, true]);
  }));
});
