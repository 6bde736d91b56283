import { Rule } from './rule';

/** What a rule names of MCP servers. */
export interface McpNames {
  readonly kind: 'tool' | 'prompt' | 'resource' | 'target';
  readonly names: readonly string[];
}

/** Everything that a rule names of MCP servers. What an expression of the user names is not looked for. */
export function mcpNamesIn(rule: Rule): readonly McpNames[] {
  switch (rule.kind) {
    case 'condition':
      return rule.mcp === undefined ? [] : [rule.mcp];
    case 'expression':
      return [];
    case 'not':
      return mcpNamesIn(rule.rule);
    default:
      return rule.rules.flatMap(mcpNamesIn);
  }
}
