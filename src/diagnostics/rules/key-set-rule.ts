import { DiagnosticRule } from '../diagnostic-rule';

/** A rule whose judgement the inspector of key sets gives; the rule adds what its page says. */
export function keySetRule(rule: Omit<DiagnosticRule, 'check'>): DiagnosticRule {
  return {
    ...rule,
    check: ({ keySets }) => keySets.flatMap(({ manifest, field, issuer, findings }) => findings
      .filter(({ code }) => code === rule.code)
      .map(({ message, help, severity, security }) => ({
        manifest,
        field,
        message: `key set of issuer \`${issuer}\`: ${message}`,
        help,
        severity,
        security,
      }))),
  };
}
