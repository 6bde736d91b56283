import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** A variable that is not set at this place. */
export const A08 = expressionRule({
  code: 'A08',
  title: 'A variable does not exist at this place',
  severity: 'error',
  security: true,
  written: '`mcp.tool.name` in `traffic.authorization`, a rate limit or a transformation, or another variable that is null where the expression stands',
  happens: 'reading a field of it always fails: an Allow locks everybody out, a Deny lets everybody through, a rate limit descriptor is dropped',
  instead: 'write rules about tools, prompts and resources in `backend.mcp.authorization`',
  triggers: [authorizationExample('http', 'Allow', 'mcp.tool.name == "get_me"')],
  nearMisses: [authorizationExample('mcp', 'Allow', 'mcp.tool.name == "get_me"')],
});
