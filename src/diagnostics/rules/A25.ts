import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** Arguments that are ignored. */
export const A25 = expressionRule({
  code: 'A25',
  title: 'An argument is ignored',
  severity: 'warning',
  security: false,
  written: 'more arguments than a function has a use for',
  happens: 'agentgateway ignores them without a word',
  instead: 'leave them out, or combine two calls with `||`',
  triggers: [authorizationExample('http', 'Allow', 'request.path.contains("list", "get")')],
  nearMisses: [authorizationExample('http', 'Allow', 'request.path.contains("list") || request.path.contains("get")')],
});
