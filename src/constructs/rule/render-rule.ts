import { and, Cel, or, tight } from './cel';
import { Rule } from './rule';
import { CelAst, CelSyntaxError, parseExpression, printExpression } from '../../cel';

/**
 * The expression that is true exactly where the answer of `rule` is yes.
 *
 * `not` is pushed down to the conditions, so that an expression is made of `&&` and `||` of conditions only. Whatever such an expression
 * makes of an error (agentgateway keeps the left operand's error unless the right operand decides, and always keeps the right one's),
 * it cannot become true by it.
 */
export function renderRule(rule: Rule): string {
  // a text of the user is handed on as it is, and one that does not parse stands alone: between other rules it might come to mean something
  return rule.kind === 'expression' ? rule.source : brokenSourceIn(rule) ?? render(rule, true).text;
}

function render(rule: Rule, wanted: boolean): Cel {
  switch (rule.kind) {
    case 'condition':
      return wanted ? rule.holds : rule.fails;
    case 'expression': {
      const text = `(${printExpression(parseExpression(rule.source))})`;
      return tight(wanted ? text : `!${text}`);
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
      return undefined;
    case 'expression':
      return parsed(rule.source) === undefined ? rule.source : undefined;
    case 'not':
      return brokenSourceIn(rule.rule);
    default:
      return rule.rules.map(brokenSourceIn).find((source) => source !== undefined);
  }
}

function parsed(source: string): CelAst | undefined {
  try {
    return parseExpression(source);
  } catch (error) {
    if (error instanceof CelSyntaxError) return undefined;
    throw error;
  }
}
