import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** A name that does not exist. */
export const A05 = expressionRule({
  code: 'A05',
  title: 'A name in an expression does not exist',
  severity: 'error',
  security: false,
  written: 'a variable, a field or a function that agentgateway does not have, or not in the targeted release',
  happens: 'the controller only parses expressions and says nothing; in the data plane the rule never matches, so that Allow and Require lock everybody out and Deny lets everybody through',
  instead: 'use the name that exists; claims are at the top level of `jwt`',
  triggers: [
    authorizationExample('http', 'Allow', 'claims.sub == "alice"'),
    authorizationExample('http', 'Allow', 'request.header["x-team"] == "dev"'),
  ],
  nearMisses: [
    authorizationExample('http', 'Allow', 'jwt.sub == "alice"'),
    authorizationExample('http', 'Allow', 'request.headers["x-team"] == "dev"'),
  ],
});
