import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** A call or an operator that fails for every request. */
export const A26 = expressionRule({
  code: 'A26',
  title: 'A call or an operator always fails',
  severity: 'error',
  security: false,
  written: 'a function or an operator on values that it does not take',
  happens: 'the evaluation fails for every request, which the controller cannot see: Allow and Require lock everybody out, Deny lets everybody through',
  instead: 'convert the values, or use a function that takes them',
  triggers: [
    authorizationExample('http', 'Allow', 'request.method + 1 == "GET1"'),
    authorizationExample('http', 'Allow', '"alice" in request.method.size()'),
  ],
  nearMisses: [authorizationExample('http', 'Allow', 'request.method + "1" == "GET1"')],
});
