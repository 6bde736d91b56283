import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** A comparison of types that are never equal, or a result that the place cannot use. */
export const A18 = expressionRule({
  code: 'A18',
  title: 'Types differ, or the result is of no use',
  severity: 'warning',
  security: false,
  written: 'a rule whose result is not a bool, or a comparison of values that never have one type',
  happens: 'only `true` counts, and values of different types are never equal: the rule never matches, without a message on any release',
  instead: 'write a condition, and compare values of one type',
  triggers: [
    authorizationExample('http', 'Allow', 'jwt.exp == "2073670482"'),
    authorizationExample('http', 'Allow', 'jwt.sub'),
  ],
  nearMisses: [
    authorizationExample('http', 'Allow', 'jwt.exp > 2073670482'),
    authorizationExample('http', 'Allow', 'jwt.sub == "alice"'),
  ],
});
