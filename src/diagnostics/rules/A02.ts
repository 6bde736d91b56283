import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** A deny that can never deny. */
export const A02 = expressionRule({
  code: 'A02',
  title: 'A Deny can never deny',
  severity: 'error',
  security: true,
  written: 'a Deny expression that does not compile, names something that does not exist, or fails or is false for every request',
  happens: 'the data plane replaces what it cannot compile by an expression that always fails, and a Deny that fails denies nothing: the rule fails open on every release, with `PartiallyValid` in the status at best',
  instead: 'correct the expression, or write the opposite as a Require, which refuses what it cannot evaluate (since 1.1)',
  triggers: [
    authorizationExample('http', 'Deny', 'claims.role == "guest"'),
    authorizationExample('http', 'Deny', 'jwt.role ='),
  ],
  nearMisses: [
    authorizationExample('http', 'Require', 'has(jwt.role) && jwt.role != "guest"'),
    authorizationExample('http', 'Deny', 'jwt.role == "guest"'),
  ],
});
