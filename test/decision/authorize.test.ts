import * as fc from 'fast-check';
import { parseJson } from '../../src/cel';
import { authorize, behaviorOf, Profile } from '../../src/decision';
import { compileRule } from '../../src/decision/compile-rule';
import { AuthorizationRule, RuleMode } from '../../src/gateway';

const MANIFEST = { object: { apiVersion: 'v1', kind: 'Test', metadata: { name: 'test' } } };

function allowed(profile: Profile, rules: readonly (readonly [RuleMode, string])[], claims = '{"sub":"alice"}'): boolean {
  const behavior = behaviorOf(profile);
  const compiled = rules.map(([mode, expression]) => {
    const rule: AuthorizationRule = { manifest: MANIFEST, field: [], policy: { namespace: 'default', name: 'test' }, mode, expression };
    return compileRule(rule, behavior);
  });
  return authorize(compiled, { jwt: parseJson(claims) }, behavior).allowed;
}

test('a Deny on a receiver of the wrong type denies in 1.4 and in strict', () => {
  const rules = [['Deny', 'jwt.email.endsWith("@evil.example")']] as const;
  const list = '{"email":["a@corp.example"]}';
  expect(allowed('1.4', rules, list)).toBe(false);
  expect(allowed('strict', rules, list)).toBe(false);
  expect(allowed('strict', rules, '{"email":"a@corp.example"}')).toBe(true);
});

test('an Allow on a receiver of the wrong type allows in 1.4 and not in strict', () => {
  const rules = [['Allow', 'jwt.email.endsWith("@corp.example")']] as const;
  expect(allowed('1.4', rules, '{"email":["x"]}')).toBe(true);
  expect(allowed('strict', rules, '{"email":["x"]}')).toBe(false);
});

test('a rule that would take too long refuses the request, whatever its mode', () => {
  const endless = 'l.all(a, l.all(b, l.all(c, l.all(d, a + b + c + d >= 0))))'.replaceAll('l.', 'jwt.l.');
  const claims = JSON.stringify({ l: Array.from({ length: 200 }, (_, index) => index) });
  for (const mode of ['Allow', 'Deny', 'Require'] as const) {
    expect(allowed('1.4', [[mode, endless], ['Allow', 'true']], claims)).toBe(false);
  }
});

test('strict allows nothing that 1.4 refuses', () => {
  const condition = fc.constantFrom(
    'jwt.sub == "alice"', 'jwt.sub.startsWith("a")', 'jwt.x.endsWith("b")', 'jwt.x.matches(jwt.sub)', '!jwt.x.startsWith("q")', '"a" in jwt.x', 'has(jwt.x)', 'jwt.y == 1',
    'jwt.x.startsWith("a") || jwt.sub == "bob"', '!(jwt.sub.startsWith("b") && jwt.x.endsWith("b"))',
  );
  const rule = fc.tuple(fc.constantFrom<RuleMode>('Allow', 'Deny', 'Require'), condition);
  const claims = fc.record({ sub: fc.constantFrom('alice', 'bob', 7, null, ['alice']), x: fc.constantFrom('ab', 'b', 3, null, ['b'], {}) }, { requiredKeys: [] });
  fc.assert(fc.property(fc.array(rule, { minLength: 1, maxLength: 4 }), claims, (rules, given) => {
    fc.pre(!allowed('1.4', rules, JSON.stringify(given)));
    expect(allowed('strict', rules, JSON.stringify(given))).toBe(false);
  }), { numRuns: 2000 });
});
