import { Rule } from './rule';

/**
 * Whether the rule asks for a tool, prompt, resource or target, which only MCP authorization knows. What an expression of the user reads is
 * for the expression checker to judge.
 */
export function readsMcp(rule: Rule): boolean {
  switch (rule.kind) {
    case 'condition':
      return rule.readsMcp === true;
    case 'expression':
      return false;
    case 'not':
      return readsMcp(rule.rule);
    default:
      return rule.rules.some(readsMcp);
  }
}
