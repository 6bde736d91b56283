import type { CelAst } from '../ast';
import { Checker, textOf } from './checker';

/** Reports a rule about the body of the request, which agentgateway has only up to a limit, as it came. */
export function reportBody(checker: Checker, node: CelAst): void {
  if (checker.place !== 'httpAuthorization' && checker.place !== 'mcpAuthorization') {
    return;
  }
  const text = textOf(checker, node);
  checker.drafts.push({
    code: 'A17',
    severity: 'warning',
    security: true,
    range: node.range,
    message: checker.place === 'mcpAuthorization'
      ? `\`${text}\` is empty in MCP authorization`
      : `\`${text}\` can be evaded: a body above the buffer limit is not there, and a compressed one is compared as it is`,
    help: checker.place === 'mcpAuthorization'
      ? 'judge by `mcp.tool.name` and the like, and look at arguments with guardrails'
      : 'judge by the path, the headers or the claims; for tools write the rule in `backend.mcp.authorization`',
  });
}
