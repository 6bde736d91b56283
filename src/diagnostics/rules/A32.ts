import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** `default()` around an index. */
export const A32 = expressionRule({
  code: 'A32',
  title: '`default()` does not catch the error of an index',
  severity: 'warning',
  security: false,
  written: '`default(jwt["role"], "")`',
  happens: '`default()` catches a missing field, and an index on null fails in another way, which it lets through: without a token the rule fails',
  instead: 'read the field with a dot',
  triggers: [authorizationExample('http', 'Allow', 'default(jwt["role"], "") == "dev"')],
  nearMisses: [authorizationExample('http', 'Allow', 'default(jwt.role, "") == "dev"')],
});
