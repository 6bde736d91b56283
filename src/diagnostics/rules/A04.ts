import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** A syntax error. */
export const A04 = expressionRule({
  code: 'A04',
  title: 'An expression has a syntax error',
  severity: 'error',
  security: false,
  written: 'an expression that is not the language of agentgateway',
  happens: 'the controller sends it all the same and says `PartiallyValid`; the data plane puts an expression in its place that always fails: Allow and Require lock everybody out, Deny lets everybody through',
  instead: 'correct the expression at the marked place',
  triggers: [
    authorizationExample('http', 'Allow', 'jwt.sub = "alice"'),
    authorizationExample('http', 'Allow', 'jwt.sub == "alice'),
  ],
  nearMisses: [authorizationExample('http', 'Allow', 'jwt.sub == "alice"')],
});
