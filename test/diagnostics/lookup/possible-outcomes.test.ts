import { parseExpression } from '../../../src/cel';
import { Absence, possibleOutcomes } from '../../../src/diagnostics/lookup/possible-outcomes';

function outcomes(text: string, absent?: Absence, issuer?: string): string {
  return Object.entries(possibleOutcomes(parseExpression(text), absent, issuer)).filter(([, possible]) => possible).map(([name]) => name).join(' ');
}

test.each([
  ['true', 'true'],
  ['1 == 1', 'true'],
  ['"a" == "b"', 'false'],
  ['!true', 'false'],
  ['true || jwt.sub == "a"', 'true'],
  ['false && jwt.sub == "a"', 'false'],
  ['jwt.sub == "a"', 'true false error'],
  ['jwt.admin ? true : true', 'true error'],
  ['"text"', 'error'],
])('%s can be: %s', (text, expected) => {
  expect(outcomes(text)).toBe(expected);
});

test.each([
  ['jwt.sub == "a"', 'error'],
  ['jwt["sub"] == "a"', 'error'],
  ['jwt == null', 'true'],
  ['jwt != null && jwt.sub == "a"', 'false'],
  ['has(jwt.sub)', 'false'],
  ['!has(jwt.sub)', 'true'],
  ['has(jwt.a.b)', 'false error'],
  ['has(jwt.sub) && jwt.sub == "a"', 'false'],
  ['!has(jwt.role) || jwt.role != "admin"', 'true'],
  ['jwt.groups.exists(g, g == "a")', 'error'],
  ['default(jwt.sub, "a") == "a"', 'true false error'],
  ['jwt.email.endsWith("x")', 'error'],
  ['request.path == "/a" || jwt.sub == "a"', 'true error'],
  ['request.path == "/a" && jwt.sub == "a"', 'false error'],
  ['[{"sub": "a"}].exists(jwt, jwt.sub == "a")', 'true false error'],
])('without claims, %s can be: %s', (text, expected) => {
  expect(outcomes(text, ['jwt'])).toBe(expected);
});

test.each([
  ['has(jwt.aud)', 'false'],
  ['has(jwt.iss) && has(jwt.aud)', 'false'],
  ['jwt == null || has(jwt.aud)', 'false'],
  ['jwt.aud == "mcp"', 'error'],
  ['jwt.sub == "a"', 'true false error'],
])('without an audience, %s can be: %s', (text, expected) => {
  expect(outcomes(text, ['jwt', 'aud'])).toBe(expected);
});

test.each([
  ['jwt.iss == "me"', 'true false error'],
  ['jwt.iss == "they"', 'false error'],
  ['"they" == jwt["iss"]', 'false error'],
  ['jwt.iss != "they"', 'true error'],
  ['jwt.iss == request.host', 'true false error'],
  ['jwt.iss == "they" || (jwt.iss == "me" && "mcp" in jwt.aud)', 'false error'],
  ['jwt.iss == "me" || (jwt.iss == "they" && "mcp" in jwt.aud)', 'true false error'],
])('for a token of `me` without `aud`, %s can be: %s', (text, expected) => {
  expect(outcomes(text, ['jwt', 'aud'], 'me')).toBe(expected);
});

test.each([
  ['jwt != null || apiKey != null', 'false'],
  ['has(jwt.sub) || has(apiKey.name)', 'false'],
  ['jwt.sub == "a" || apiKey.name == "b"', 'error'],
  ['jwt != null || basicAuth != null', 'true false error'],
  ['jwt != null || request.path == "/a"', 'true false error'],
])('without claims and without a key, %s can be: %s', (text, expected) => {
  expect(outcomes(text, [['jwt', 'apiKey']])).toBe(expected);
});
