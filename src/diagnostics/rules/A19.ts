import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** A claim whose usual form makes the test mean something else. */
export const A19 = expressionRule({
  code: 'A19',
  title: 'A claim usually has another form',
  severity: 'info',
  security: false,
  written: '`jwt.scope == "read"`, `"read" in jwt.scope`, or `"api" in jwt.aud`',
  happens: '`scope` is one string with all scopes separated by blanks (RFC 8693 §4.2), and `aud` may be a string or a list (RFC 7519 §4.1.3): the comparison holds for a single scope only, and `in` on a string looks for any part of it',
  instead: 'split the scopes, and test the elements of a list one by one',
  triggers: [
    authorizationExample('http', 'Allow', 'jwt.scope == "read"'),
    authorizationExample('http', 'Allow', '"https://api.example.com" in jwt.aud'),
  ],
  nearMisses: [
    authorizationExample('http', 'Allow', '"read" in jwt.scope.split(" ")'),
    authorizationExample('http', 'Allow', 'jwt.aud == "https://api.example.com"'),
  ],
});
