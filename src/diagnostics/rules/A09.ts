import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** A field that is not set at this place, although its variable is. */
export const A09 = expressionRule({
  code: 'A09',
  title: 'A field is never set at this place',
  severity: 'error',
  security: true,
  written: '`mcp.tool.arguments`, `mcp.methodName` or `mcp.sessionId` in `backend.mcp.authorization`',
  happens: 'only `target` and `name` of the tool, prompt, resource or task are known when a rule is judged, so that the expression never matches, on every release',
  instead: 'judge by target and name; look at arguments with guardrails (since 1.3)',
  triggers: [
    authorizationExample('mcp', 'Allow', 'mcp.tool.arguments.owner == "octo-org"'),
    authorizationExample('mcp', 'Allow', 'mcp.methodName == "tools/call"'),
  ],
  nearMisses: [authorizationExample('mcp', 'Allow', 'mcp.tool.target == "github" && mcp.tool.name == "get_me"')],
});
