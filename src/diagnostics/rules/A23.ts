import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** A receiver that may not be a string. */
export const A23 = expressionRule({
  code: 'A23',
  title: 'A string test is true for what is no string',
  severity: 'warning',
  security: true,
  written: '`startsWith`, `endsWith` or `matches` on a claim or header that may be a list, a number or null',
  happens: 'agentgateway puts the argument in the place of a receiver that is no string, so that the test compares it with itself and is true',
  instead: 'ask for the type first: `type(jwt.email) == string && …`',
  triggers: [authorizationExample('http', 'Allow', 'jwt.email.endsWith("@example.com")')],
  nearMisses: [
    authorizationExample('http', 'Allow', 'type(jwt.email) == string && jwt.email.endsWith("@example.com")'),
    authorizationExample('http', 'Allow', 'request.path.startsWith("/mcp")'),
  ],
});
