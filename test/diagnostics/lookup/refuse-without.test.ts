import { sayWhoMay, tokensOf } from '../../../src/diagnostics/lookup/refuse-without';
import { RuleMode } from '../../../src/gateway';

const tokens = tokensOf({ issuer: 'me', audiences: ['mcp'] });

function said(...rules: readonly (readonly [RuleMode, string])[]): boolean {
  return sayWhoMay(rules.map(([mode, expression]) => ({ mode, expression })), tokens);
}

test.each<[RuleMode, string]>([
  ['Require', 'has(jwt.iss) && has(jwt.aud)'],
  ['Require', 'jwt.iss == "me" && (jwt.aud == "mcp" || "mcp" in jwt.aud)'],
  ['Require', 'jwt.iss == "me" && ["mcp", "other"].exists(a, a == jwt.aud)'],
  ['Require', 'type(jwt.iss) == string'],
  ['Require', 'jwt != null'],
  ['Require', 'jwt != null || apiKey != null || basicAuth != null'],
  ['Require', 'jwt == null || has(jwt.exp)'],
  ['Require', 'true'],
  ['Allow', 'true || jwt.sub == "alice"'],
  ['Allow', 'jwt.iss == "me"'],
  ['Deny', '!has(jwt.iss)'],
  ['Deny', 'jwt.iss != "me"'],
  ['Deny', 'jwt.sub == "bob"'],
  ['Deny', 'has(jwt.role) && jwt.role in ["guest", "intern"]'],
  ['Deny', '!has(jwt.sub) || jwt.sub.startsWith("bot-")'],
  ['Deny', 'jwt.groups.exists(g, g == "guests")'],
])('%s `%s` does not say who may do what', (mode, expression) => {
  expect(said([mode, expression])).toBe(false);
});

test.each<[RuleMode, string]>([
  ['Require', 'jwt.sub == "alice"'],
  ['Require', 'has(jwt.iss) && has(jwt.sub)'],
  ['Require', 'jwt.iss == "they"'],
  ['Require', '"other" in jwt.aud'],
  ['Require', '"sub" in jwt'],
  ['Require', 'apiKey != null'],
  ['Require', 'jwt != null && apiKey.name == "a"'],
  ['Require', 'jwt[request.path] == "a"'],
  ['Require', 'has(jwt.iss) || request.path == "/a"'],
  ['Require', '[{"iss": 1}].exists(jwt, jwt.iss == 1) && jwt.sub == "a"'],
  ['Require', 'no expression'],
  ['Allow', 'jwt.sub == "alice"'],
  ['Allow', 'mcp.tool.name == "get_me"'],
  ['Deny', 'jwt.sub != "alice"'],
  ['Deny', '!(jwt.sub == "alice")'],
  ['Deny', '!(jwt.sub in ["alice"])'],
  ['Deny', 'true'],
  ['Deny', 'jwt.iss == "me"'],
  ['Deny', 'jwt.sub.size() > 3'],
])('%s `%s` says who may do what', (mode, expression) => {
  expect(said([mode, expression])).toBe(true);
});

test('an Allow for everybody opens what another one closes, and not what a Require closes', () => {
  expect(said(['Allow', 'jwt.sub == "alice"'], ['Allow', 'true'])).toBe(false);
  expect(said(['Require', 'jwt.sub == "alice"'], ['Allow', 'true'])).toBe(true);
});

test('several issuers or audiences are all let in, or a rule says who may', () => {
  const both = [...tokens, ...tokensOf({ issuer: 'they', audiences: ['mcp', 'other'] })];
  const saidOf = (...allow: readonly string[]) => sayWhoMay(allow.map((expression) => ({ mode: 'Allow', expression })), both);
  expect(saidOf('jwt.iss == "me"')).toBe(true);
  expect(saidOf('jwt.iss == "me"', 'jwt.iss == "they"')).toBe(false);
  expect(saidOf('"mcp" in jwt.aud')).toBe(true);
  expect(saidOf('"mcp" in jwt.aud', '"other" in jwt.aud')).toBe(false);
});

test('where nobody authenticates, claims that are asked for let nobody in', () => {
  expect(sayWhoMay([{ mode: 'Require', expression: 'has(jwt.iss)' }], [])).toBe(true);
});

test('where no audience is asked for, a rule that needs one does not say who may', () => {
  expect(sayWhoMay([{ mode: 'Require', expression: 'has(jwt.aud)' }], tokensOf({ issuer: 'me' }))).toBe(false);
});
