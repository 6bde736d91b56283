import { Rule } from './rule';

/** The rule as a sentence without full stop: `sub is "alice" and tool is "get_me"`. */
export function ruleSentence(rule: Rule): string {
  switch (rule.kind) {
    case 'condition':
      return rule.says;
    case 'expression':
      return `\`${rule.source}\``;
    case 'not':
      return rule.rule.kind === 'condition' ? rule.rule.saysNot : `not (${ruleSentence(rule.rule)})`;
    default: {
      const parts = rule.rules.map((part) => needsParentheses(part, rule.kind) ? `(${ruleSentence(part)})` : ruleSentence(part));
      return parts.join(rule.kind === 'all' ? ' and ' : ' or ');
    }
  }
}

function needsParentheses(part: Rule, within: 'all' | 'any'): boolean {
  return (part.kind === 'all' || part.kind === 'any') && part.kind !== within && part.rules.length > 1;
}
