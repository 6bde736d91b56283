import { DiagnosticRule } from '../diagnostic-rule';
import { expressionFindingsByCode } from '../lookup/findings-by-code';

/** A rule whose judgement the expression checker gives; the rule adds what its page says. */
export function expressionRule(rule: Omit<DiagnosticRule, 'check'>): DiagnosticRule {
  return {
    ...rule,
    check: (subject) => (expressionFindingsByCode(subject).get(rule.code) ?? []).map(({ found: { manifest, field, text }, finding }) => {
      const { message, help, severity, security, range } = finding;
      return { manifest, field, message, help, severity, security, excerpt: { text, range } };
    }),
  };
}
