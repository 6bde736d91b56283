import { DiagnosticRule } from '../diagnostic-rule';

/** A rule whose judgement the expression checker gives; the rule adds what its page says. */
export function expressionRule(rule: Omit<DiagnosticRule, 'check'>): DiagnosticRule {
  return {
    ...rule,
    check: ({ expressions }) => expressions.flatMap(({ manifest, field, text, findings }) => findings
      .filter(({ code }) => code === rule.code)
      .map(({ message, help, severity, security, range }) => ({ manifest, field, message, help, severity, security, excerpt: { text, range } }))),
  };
}
