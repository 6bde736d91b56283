import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** A literal that its function refuses. */
export const A30 = expressionRule({
  code: 'A30',
  title: 'A function refuses its literal',
  severity: 'error',
  security: false,
  written: 'a regular expression, an address or another literal that its function cannot read, as a pattern with look-around',
  happens: 'the data plane cannot compile the expression and puts one in its place that always fails',
  instead: 'write a literal that the function takes; join two tests with `&&` in the place of look-around',
  triggers: [authorizationExample('http', 'Allow', 'request.path.matches("^/mcp(?!/admin)")')],
  nearMisses: [
    authorizationExample('http', 'Allow', 'request.path.matches("^/mcp") && !request.path.matches("^/mcp/admin")'),
  ],
});
