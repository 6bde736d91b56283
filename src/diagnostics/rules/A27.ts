import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** A repeated `!` or `-`. */
export const A27 = expressionRule({
  code: 'A27',
  title: 'A repeated `!` or `-` counts once',
  severity: 'error',
  security: true,
  written: '`!!x` or `--x`',
  happens: 'agentgateway applies a repeated operator once, so that `!!x` means `!x`: the rule says the opposite',
  instead: 'leave both out, or write `!(!(…))`',
  triggers: [authorizationExample('http', 'Allow', '!!(jwt.sub == "alice")')],
  nearMisses: [authorizationExample('http', 'Allow', '!(jwt.sub == "alice")')],
});
