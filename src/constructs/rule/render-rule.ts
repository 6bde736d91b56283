import { and, Cel, or, tight } from './cel';
import { Rule } from './rule';
import { parseExpression, printExpression } from '../../cel';

/**
 * The expression that is true exactly where the answer of `rule` is yes.
 *
 * `not` is pushed down to the conditions, so that an expression is made of `&&` and `||` of conditions only. Whatever such an expression
 * makes of an error (agentgateway keeps the left operand's error unless the right operand decides, and always keeps the right one's),
 * it cannot become true by it.
 */
export function renderRule(rule: Rule): string {
  if (rule.kind === 'condition') return rule.holds.text;
  // a text of the user that is no expression stands alone, so that it is seen as what it is: combined with others it might parse
  return brokenSourceIn(rule) ?? render(rule, true).text;
}

function render(rule: Rule, wanted: boolean): Cel {
  switch (rule.kind) {
    case 'condition': {
      if (rule.source !== undefined) {
        const text = `(${printExpression(parseExpression(rule.source))})`;
        return tight(wanted ? text : `!${text}`);
      }
      return wanted ? rule.holds : rule.fails;
    }
    case 'not':
      return render(rule.rule, !wanted);
    default: {
      const parts = rule.rules.map((part) => render(part, wanted));
      return (rule.kind === 'all') === wanted ? and(...parts) : or(...parts);
    }
  }
}

function brokenSourceIn(rule: Rule): string | undefined {
  switch (rule.kind) {
    case 'condition':
      return rule.source !== undefined && !parses(rule.source) ? rule.source : undefined;
    case 'not':
      return brokenSourceIn(rule.rule);
    default:
      return rule.rules.map(brokenSourceIn).find((source) => source !== undefined);
  }
}

function parses(source: string): boolean {
  try {
    parseExpression(source);
    return true;
  } catch {
    return false;
  }
}
