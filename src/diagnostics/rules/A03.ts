import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** A deny that is lost when something it reads is missing. */
export const A03 = expressionRule({
  code: 'A03',
  title: 'A Deny is lost when something it reads is missing',
  severity: 'warning',
  security: true,
  written: 'a Deny that reads a claim or a header which a request may not have',
  happens: 'reading it fails, and a Deny that fails denies nothing: who leaves the claim or the header out is let through, on every release',
  instead: 'test for its absence first, or write the rule as a Require',
  triggers: [
    authorizationExample('http', 'Deny', 'jwt.role != "admin"'),
    authorizationExample('http', 'Deny', 'request.headers["x-team"] != "dev"'),
  ],
  nearMisses: [
    authorizationExample('http', 'Deny', '!has(jwt.role) || jwt.role != "admin"'),
    authorizationExample('http', 'Require', 'jwt.role == "admin"'),
  ],
});
