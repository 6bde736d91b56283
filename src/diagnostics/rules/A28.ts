import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** `in` on a string. */
export const A28 = expressionRule({
  code: 'A28',
  title: '`in` on a string looks for a part of it',
  severity: 'warning',
  security: true,
  written: '`"dev" in …` where the right side is a string, or can be one',
  happens: 'the test is true for any part of the string: `"dev" in "devops"` holds, on every release',
  instead: 'split the string, or test the elements of a list one by one',
  triggers: [
    authorizationExample('http', 'Allow', '"dev" in request.headers["x-groups"]'),
    authorizationExample('http', 'Allow', '"dev" in jwt.groups'),
  ],
  nearMisses: [
    authorizationExample('http', 'Allow', '"dev" in request.headers.split()["x-groups"]'),
    authorizationExample('http', 'Allow', 'jwt.groups.exists(g, g == "dev")'),
  ],
});
