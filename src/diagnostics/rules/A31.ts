import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** Arithmetic that mixes int, uint and double. */
export const A31 = expressionRule({
  code: 'A31',
  title: 'Arithmetic mixes number types',
  severity: 'error',
  security: false,
  written: '`+`, `-`, `*`, `/` or `%` between an int, a uint and a double',
  happens: 'agentgateway converts no number in arithmetic, so that the evaluation fails for every request',
  instead: 'write the literal in the other form, or convert with `int(…)`, `uint(…)` or `double(…)`',
  triggers: [authorizationExample('http', 'Allow', 'request.path.size() + 1.5 < 100.0')],
  nearMisses: [authorizationExample('http', 'Allow', 'request.path.size() + 1 < 100')],
});
