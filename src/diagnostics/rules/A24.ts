import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** A string test called as a function. */
export const A24 = expressionRule({
  code: 'A24',
  title: 'A string test is called as a function',
  severity: 'error',
  security: true,
  written: '`startsWith(request.path, "/mcp")` in the place of `request.path.startsWith("/mcp")`',
  happens: 'called as a function, agentgateway ignores the second argument and compares the first with itself: the test is true for every string',
  instead: 'call it as a method',
  triggers: [authorizationExample('http', 'Allow', 'startsWith(request.path, "/mcp")')],
  nearMisses: [authorizationExample('http', 'Allow', 'request.path.startsWith("/mcp")')],
});
