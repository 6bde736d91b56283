import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** A rule about the request body. */
export const A17 = expressionRule({
  code: 'A17',
  title: 'A rule judges by the request body',
  severity: 'warning',
  security: true,
  written: 'an authorization rule that reads `request.body` or `request.bodyPrefix`',
  happens: 'a body above the buffer limit is not there, so that a Deny fails open and an Allow refuses; a compressed body is compared as it came. Before 1.4 a longer body was cut without a word',
  instead: 'judge by path, headers or claims; for tools write the rule in `backend.mcp.authorization`',
  triggers: [authorizationExample('http', 'Deny', 'string(request.body).contains("delete_repository")')],
  nearMisses: [authorizationExample('mcp', 'Deny', 'mcp.tool.name == "delete_repository"')],
});
